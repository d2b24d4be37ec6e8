// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/rule.h"
#include "rules/terraform/lib_trail_alarm.h"

namespace platlint {
namespace {

constexpr std::string_view kWords[] = {"StopConfigurationRecorder", "DeleteDeliveryChannel", "PutDeliveryChannel",
                                       "PutConfigurationRecorder"};

void check(const Resource& resource, RuleContext& ctx) { trail_alarm::check(resource, ctx, kWords, "AWS Config changes or stops"); }

constexpr std::string_view kTags[] = {"logging", "cis"};
constexpr std::string_view kControls[] = {"CIS-AWS-3.0:4.9"};
constexpr std::string_view kEquivalents[] = {"trivy:AWS-0155", "kics:5b8d7527-de8e-4114-b9dd-9d988f1f418f"};

}  // namespace

extern constinit const NativeRule aws_no_alarm_for_config_change{
    .meta = {.id = "aws-no-alarm-for-config-change",
             .summary = "No alarm goes off when AWS Config changes or stops",
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
