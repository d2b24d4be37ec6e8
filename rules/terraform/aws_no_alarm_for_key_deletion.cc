// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/rule.h"
#include "rules/terraform/lib_trail_alarm.h"

namespace platlint {
namespace {

constexpr std::string_view kWords[] = {"DisableKey", "ScheduleKeyDeletion"};

void check(const Resource& resource, RuleContext& ctx) {
  trail_alarm::check(resource, ctx, kWords, "a key is disabled or about to be deleted");
}

constexpr std::string_view kTags[] = {"logging", "cis"};
constexpr std::string_view kControls[] = {"CIS-AWS-3.0:4.7"};
constexpr std::string_view kEquivalents[] = {"trivy:AWS-0153", "kics:56a585f5-555c-48b2-8395-e64e4740a9cf"};

}  // namespace

extern constinit const NativeRule aws_no_alarm_for_key_deletion{
    .meta = {.id = "aws-no-alarm-for-key-deletion",
             .summary = "No alarm goes off when a key is disabled or about to be deleted",
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
