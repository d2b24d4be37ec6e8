// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/rule.h"
#include "rules/terraform/lib_trail_alarm.h"

namespace platlint {
namespace {

constexpr std::string_view kWords[] = {"CreateTrail", "UpdateTrail", "DeleteTrail", "StartLogging", "StopLogging"};

void check(const Resource& resource, RuleContext& ctx) { trail_alarm::check(resource, ctx, kWords, "a trail changes or stops"); }

constexpr std::string_view kTags[] = {"logging", "cis"};
constexpr std::string_view kControls[] = {"CIS-AWS-3.0:4.5"};
constexpr std::string_view kEquivalents[] = {"trivy:AWS-0151", "kics:0f6cbf69-41bb-47dc-93f3-3844640bf480"};

}  // namespace

extern constinit const NativeRule aws_no_alarm_for_trail_change{
    .meta = {.id = "aws-no-alarm-for-trail-change",
             .summary = "No alarm goes off when a trail changes or stops",
             .severity = Severity::kInfo,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = trail_alarm::kKinds,
             .tags = kTags,
             .controls = kControls,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
