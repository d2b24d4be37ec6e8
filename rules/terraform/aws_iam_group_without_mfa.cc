// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string>

#include "analyzer/rule/rule.h"

namespace platlint {
namespace {

bool asks_for_mfa(const Value& condition) {
  for (const Member& test : condition.members())
    for (const Member& variable : test.value.members()) {
      std::string key(variable.key);
      std::transform(key.begin(), key.end(), key.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
      if (key == "aws:multifactorauthpresent" || key == "aws:multifactorauthage") return true;
    }
  return false;
}

Tri asks_for_mfa(const Resource& policy) {
  const Value document = policy["policy.document"];
  const Value statements = document["Statement"];
  Tri result = document.is_unknown() || statements.is_unknown() || statements.is_open() ? Tri::kUnknown : Tri::kFalse;
  for (const Value& statement : statements.items()) result = tri_or(result, tri(asks_for_mfa(statement["Condition"])));
  return result;
}

// AWS' own policies ask for none.
Tri attached_asks(const Resource& attachment, const RuleContext& ctx) {
  const auto policies = ctx.references(attachment, "aws_iam_policy", "policy_arn");
  const Value arn = attachment["policy_arn"];
  Tri result = policies.empty() && arn.starts_with("arn:aws:iam::aws:policy/") != Tri::kTrue ? Tri::kUnknown : Tri::kFalse;
  for (const Resource* policy : policies) result = tri_or(result, asks_for_mfa(*policy));
  return result;
}

void check(const Resource& group, RuleContext& ctx) {
  Tri asks = Tri::kFalse;
  for (const Resource* policy : ctx.referrers(group, "aws_iam_group_policy", "group")) asks = tri_or(asks, asks_for_mfa(*policy));
  for (const Resource* attachment : ctx.referrers(group, "aws_iam_group_policy_attachment", "group"))
    asks = tri_or(asks, attached_asks(*attachment, ctx));
  for (const Resource* attachment : ctx.referrers(group, "aws_iam_policy_attachment", "groups"))
    asks = tri_or(asks, attached_asks(*attachment, ctx));
  ctx.report_if(tri_not(asks), Value::missing(group.header),
                asks == Tri::kUnknown ? "whether the group's policies ask for a second factor is unknown"
                                      : "what its members may do, they may do with a password or key alone");
}

constexpr std::string_view kKinds[] = {"terraform/aws_iam_group"};
constexpr std::string_view kTags[] = {"iam"};
constexpr std::string_view kEquivalents[] = {"trivy:AWS-0123"};

}  // namespace

extern constinit const NativeRule aws_iam_group_without_mfa{
    .meta = {.id = "aws-iam-group-without-mfa",
             .summary = "IAM group's policies ask for no second factor",
             .severity = Severity::kInfo,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
