// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/rule.h"
#include "rules/terraform/lib_trail_alarm.h"

namespace platlint {
namespace {

constexpr std::string_view kWords[] = {"organizations.amazonaws.com", "AcceptHandshake",  "AttachPolicy", "CreateAccount",
                                       "DeleteOrganization",          "LeaveOrganization"};

void check(const Resource& resource, RuleContext& ctx) { trail_alarm::check(resource, ctx, kWords, "the organization changes"); }

constexpr std::string_view kTags[] = {"logging", "cis"};
constexpr std::string_view kControls[] = {"CIS-AWS-3.0:4.15"};
constexpr std::string_view kEquivalents[] = {"trivy:AWS-0174", "kics:38b85c45-e772-4de8-a247-69619ca137b3"};

}  // namespace

extern constinit const NativeRule aws_no_alarm_for_organization_change{
    .meta = {.id = "aws-no-alarm-for-organization-change",
             .summary = "No alarm goes off when the organization changes",
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
