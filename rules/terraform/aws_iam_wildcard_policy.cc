// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/rule.h"

namespace platlint {
namespace {

void check(const Resource& resource, RuleContext& ctx) {
  const Value attribute = resource["policy"];
  const Value policy = resource["policy.document"];
  if (policy.is_unknown()) {
    ctx.unknown(attribute, "what the policy allows is unknown");
    return;
  }
  for (const Value& statement : policy["Statement"].items()) {
    const Tri all_actions = tri_or(statement["Action"].has_item("*"), statement["Action"].has_item("*:*"));
    const Tri wild = tri_and(statement["Effect"].equals("Allow"), tri_and(all_actions, statement["Resource"].has_item("*")));
    if (wild == Tri::kTrue && statement["Condition"].is_absent()) {
      ctx.report(attribute, "a statement of this policy allows every action on every resource").attribute("policy");
      return;
    }
    if (wild == Tri::kUnknown) {
      ctx.unknown(attribute, "whether the policy allows everything is unknown");
      return;
    }
  }
  if (policy["Statement"].is_open()) ctx.unknown(attribute, "whether the policy allows everything is unknown: not all of its statements are known");
}

constexpr std::string_view kKinds[] = {"terraform/aws_iam_policy", "terraform/aws_iam_role_policy", "terraform/aws_iam_user_policy", "terraform/aws_iam_group_policy"};
constexpr std::string_view kTags[] = {"iam"};
constexpr std::string_view kEquivalents[] = {"checkov:CKV_AWS_62"};

}  // namespace

extern constinit const NativeRule aws_iam_wildcard_policy{
    .meta = {.id = "aws-iam-wildcard-policy",
             .summary = "IAM policy allows every action on everything",
             .severity = Severity::kHigh,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
