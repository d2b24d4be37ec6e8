// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/rule.h"
#include "rules/terraform/lib_trail_alarm.h"

namespace platlint {
namespace {

constexpr std::string_view kWords[] = {"$.userIdentity.type", "Root"};

void check(const Resource& resource, RuleContext& ctx) {
  trail_alarm::check(resource, ctx, kWords, "the root user does something", trail_alarm::Words::kOne);
}

constexpr std::string_view kTags[] = {"logging", "cis"};
constexpr std::string_view kControls[] = {"CIS-AWS-3.0:4.3"};
constexpr std::string_view kEquivalents[] = {"trivy:AWS-0149", "kics:8b1b1e67-6248-4dca-bbad-93486bb181c0"};

}  // namespace

extern constinit const NativeRule aws_no_alarm_for_root_use{
    .meta = {.id = "aws-no-alarm-for-root-use",
             .summary = "No alarm goes off when the root user does something",
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
