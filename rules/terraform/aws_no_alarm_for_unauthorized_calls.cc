// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/rule.h"
#include "rules/terraform/lib_trail_alarm.h"

namespace platlint {
namespace {

constexpr std::string_view kWords[] = {"UnauthorizedOperation", "AccessDenied"};

void check(const Resource& resource, RuleContext& ctx) { trail_alarm::check(resource, ctx, kWords, "calls are refused"); }

constexpr std::string_view kTags[] = {"logging", "cis"};
constexpr std::string_view kControls[] = {"CIS-AWS-3.0:4.1"};
constexpr std::string_view kEquivalents[] = {"trivy:AWS-0147", "kics:4c18a45b-4ab1-4790-9f83-399ac695f1e5"};

}  // namespace

extern constinit const NativeRule aws_no_alarm_for_unauthorized_calls{
    .meta = {.id = "aws-no-alarm-for-unauthorized-calls",
             .summary = "No alarm goes off when calls are refused",
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
