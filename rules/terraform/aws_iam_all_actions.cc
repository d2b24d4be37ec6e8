// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/rule.h"
#include "rules/terraform/lib_policy.h"

namespace platlint {
namespace {

// Every action on everything is what aws-iam-wildcard-policy is about.
void check(const Resource& resource, RuleContext& ctx) {
  const std::string_view attribute = resource["inline_policy"].is_absent() ? "policy" : "inline_policy";
  const Value written = resource[attribute];
  const Value document = resource[std::string(attribute) + ".document"];
  if (document.is_unknown()) ctx.unknown(written, "which actions the policy allows is unknown");
  for (const Value& statement : document["Statement"].items()) {
    if (policy_facts::has_star_item(statement["Resource"], "*") == Tri::kTrue) continue;
    const Value actions = statement["Action"];
    const Value& at = actions.where().valid() ? actions : written;
    const Tri all = tri_and(policy_facts::allows(statement), policy_facts::has_star_item(actions, "*"));
    ctx.report_if(all, at,
                  all == Tri::kTrue ? "every action is allowed, among them deleting, sharing and changing permissions"
                                    : "whether every action is allowed is unknown");
  }
}

constexpr std::string_view kKinds[] = {"terraform/aws_iam_policy", "terraform/aws_iam_role_policy", "terraform/aws_iam_user_policy",
                                       "terraform/aws_iam_group_policy", "terraform/aws_ssoadmin_permission_set_inline_policy"};
constexpr std::string_view kTags[] = {"iam"};
constexpr std::string_view kEquivalents[] = {"checkov:CKV_AWS_63"};

}  // namespace

extern constinit const NativeRule aws_iam_all_actions{
    .meta = {.id = "aws-iam-all-actions",
             .summary = "IAM policy allows every action on some resources",
             .severity = Severity::kMedium,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
