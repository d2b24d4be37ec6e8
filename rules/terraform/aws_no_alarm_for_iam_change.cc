// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/rule.h"
#include "rules/terraform/lib_trail_alarm.h"

namespace platlint {
namespace {

constexpr std::string_view kWords[] = {"CreatePolicy",     "DeletePolicy",      "CreatePolicyVersion", "DeletePolicyVersion",
                                       "PutRolePolicy",    "PutUserPolicy",     "PutGroupPolicy",      "DeleteRolePolicy",
                                       "DeleteUserPolicy", "DeleteGroupPolicy", "AttachRolePolicy",    "DetachRolePolicy",
                                       "AttachUserPolicy", "DetachUserPolicy",  "AttachGroupPolicy",   "DetachGroupPolicy"};

void check(const Resource& resource, RuleContext& ctx) { trail_alarm::check(resource, ctx, kWords, "an IAM policy changes"); }

constexpr std::string_view kTags[] = {"logging", "cis"};
constexpr std::string_view kControls[] = {"CIS-AWS-3.0:4.4"};
constexpr std::string_view kEquivalents[] = {"trivy:AWS-0150", "kics:eaaba502-2f94-411a-a3c2-83d63cc1776d"};

}  // namespace

extern constinit const NativeRule aws_no_alarm_for_iam_change{
    .meta = {.id = "aws-no-alarm-for-iam-change",
             .summary = "No alarm goes off when an IAM policy changes",
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
