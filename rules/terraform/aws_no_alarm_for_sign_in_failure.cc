// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/rule.h"
#include "rules/terraform/lib_trail_alarm.h"

namespace platlint {
namespace {

constexpr std::string_view kWords[] = {"ConsoleLogin", "Failed authentication"};

void check(const Resource& resource, RuleContext& ctx) {
  trail_alarm::check(resource, ctx, kWords, "signing in to the console fails", trail_alarm::Words::kTogether);
}

constexpr std::string_view kTags[] = {"logging", "cis"};
constexpr std::string_view kControls[] = {"CIS-AWS-3.0:4.6"};
constexpr std::string_view kEquivalents[] = {"trivy:AWS-0152", "kics:5864d189-ee9a-4009-ac0c-8a582e6b7919"};

}  // namespace

extern constinit const NativeRule aws_no_alarm_for_sign_in_failure{
    .meta = {.id = "aws-no-alarm-for-sign-in-failure",
             .summary = "No alarm goes off when signing in to the console fails",
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
