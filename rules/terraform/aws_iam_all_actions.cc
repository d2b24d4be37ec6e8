// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/rule.h"
#include "rules/terraform/lib_iam.h"
#include "rules/terraform/lib_policy.h"

namespace platlint {
namespace {

// Every action on everything is what aws-iam-wildcard-policy is about.
void check(const Resource& resource, RuleContext& ctx) {
  const iam::Policy policy = iam::policy_of(resource, ctx);
  const Value statements = policy.document["Statement"];
  if (policy.document.is_unknown() || statements.is_unknown()) ctx.unknown(policy.written, "which actions the policy allows is unknown");
  for (const Value& statement : statements.items()) {
    if (policy_facts::has_star_item(statement["Resource"], "*") == Tri::kTrue) continue;
    const Value actions = statement["Action"];
    const Value& at = actions.where().valid() ? actions : policy.written;
    const Tri all = tri_and(policy_facts::allows(statement), policy_facts::has_star_item(actions, "*"));
    ctx.report_if(all, at,
                  all == Tri::kTrue ? "every action is allowed, among them deleting, sharing and changing permissions"
                                    : "whether every action is allowed is unknown");
  }
}

constexpr std::string_view kTags[] = {"iam"};
constexpr std::string_view kEquivalents[] = {"checkov:CKV_AWS_63", "checkov:CKV_AWS_49"};

}  // namespace

extern constinit const NativeRule aws_iam_all_actions{
    .meta = {.id = "aws-iam-all-actions",
             .summary = "IAM policy allows every action on some resources",
             .severity = Severity::kMedium,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = iam::kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
