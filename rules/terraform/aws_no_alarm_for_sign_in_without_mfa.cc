// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/rule.h"
#include "rules/terraform/lib_trail_alarm.h"

namespace platlint {
namespace {

constexpr std::string_view kWords[] = {"ConsoleLogin", "MFAUsed"};

void check(const Resource& resource, RuleContext& ctx) {
  trail_alarm::check(resource, ctx, kWords, "somebody signs in to the console without a second factor", trail_alarm::Words::kTogether);
}

constexpr std::string_view kTags[] = {"logging", "cis"};
constexpr std::string_view kControls[] = {"CIS-AWS-3.0:4.2"};
constexpr std::string_view kEquivalents[] = {"trivy:AWS-0148", "kics:44ceb4fa-0897-4fd2-b676-30e7a58f2933"};

}  // namespace

extern constinit const NativeRule aws_no_alarm_for_sign_in_without_mfa{
    .meta = {.id = "aws-no-alarm-for-sign-in-without-mfa",
             .summary = "No alarm goes off when somebody signs in to the console without a second factor",
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
