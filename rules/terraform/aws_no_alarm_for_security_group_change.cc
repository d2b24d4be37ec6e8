// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/rule.h"
#include "rules/terraform/lib_trail_alarm.h"

namespace platlint {
namespace {

constexpr std::string_view kWords[] = {"AuthorizeSecurityGroupIngress", "AuthorizeSecurityGroupEgress", "RevokeSecurityGroupIngress",
                                       "RevokeSecurityGroupEgress",     "CreateSecurityGroup",          "DeleteSecurityGroup"};

void check(const Resource& resource, RuleContext& ctx) { trail_alarm::check(resource, ctx, kWords, "a security group changes"); }

constexpr std::string_view kTags[] = {"logging", "cis"};
constexpr std::string_view kControls[] = {"CIS-AWS-3.0:4.10"};
constexpr std::string_view kEquivalents[] = {"trivy:AWS-0156", "kics:4beaf898-9f8b-4237-89e2-5ffdc7ee6006"};

}  // namespace

extern constinit const NativeRule aws_no_alarm_for_security_group_change{
    .meta = {.id = "aws-no-alarm-for-security-group-change",
             .summary = "No alarm goes off when a security group changes",
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
