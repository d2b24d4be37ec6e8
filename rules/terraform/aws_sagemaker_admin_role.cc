// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/rule.h"
#include "rules/terraform/lib_iam.h"

namespace platlint {
namespace {

Tri allows_everything(const Value& document) {
  if (document.is_absent()) return Tri::kFalse;
  if (document.is_unknown()) return Tri::kUnknown;
  Tri result = Tri::kFalse;
  for (const Value& statement : document["Statement"].items())
    result = tri_or(result, tri_and(iam::on_everything(statement), iam::is_every_action(statement["Action"])));
  return result;
}

// Policies in the role, beside it and attached to it.
Tri is_administrator(const Resource& role, const RuleContext& ctx) {
  Tri result = allows_everything(role["inline_policy.document"]);
  for (const Value& arn : role["managed_policy_arns"].items()) result = tri_or(result, arn.ends_with(":policy/AdministratorAccess"));
  for (const Resource* policy : ctx.referrers(role, "aws_iam_role_policy", "role"))
    result = tri_or(result, allows_everything((*policy)["policy.document"]));
  for (const Resource* attachment : ctx.referrers(role, "aws_iam_role_policy_attachment", "role")) {
    const auto policies = ctx.references(*attachment, "aws_iam_policy", "policy_arn");
    for (const Resource* policy : policies) result = tri_or(result, allows_everything((*policy)["policy.document"]));
    if (policies.empty()) result = tri_or(result, (*attachment)["policy_arn"].ends_with(":policy/AdministratorAccess"));
  }
  return result;
}

void check(const Resource& notebook, RuleContext& ctx) {
  const Value own = notebook["role_arn"];
  for (const Resource* role : ctx.references(notebook, "aws_iam_role", "role_arn")) {
    const Tri administrator = is_administrator(*role, ctx);
    if (administrator == Tri::kTrue)
      ctx.report(own, "whoever opens the notebook, and every package that is installed in it, holds the account")
          .note(role->header, "the role");
    else if (administrator == Tri::kUnknown) ctx.unknown(own, "whether the role is an administrator's is unknown");
  }
}

constexpr std::string_view kKinds[] = {"terraform/aws_sagemaker_notebook_instance"};
constexpr std::string_view kTags[] = {"analytics", "iam"};
constexpr std::string_view kEquivalents[] = {"checkov:CKV2_AWS_68"};

}  // namespace

extern constinit const NativeRule aws_sagemaker_admin_role{
    .meta = {.id = "aws-sagemaker-admin-role",
             .summary = "Notebook runs with every permission",
             .severity = Severity::kMedium,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
