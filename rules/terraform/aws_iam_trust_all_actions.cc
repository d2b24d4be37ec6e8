// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/rule.h"
#include "rules/terraform/lib_policy.h"

namespace platlint {
namespace {

void check(const Resource& role, RuleContext& ctx) {
  const Value written = role["assume_role_policy"];
  for (const Value& statement : role["assume_role_policy.document"]["Statement"].each()) {
    if (policy_facts::allows(statement) == Tri::kFalse) continue;
    const Value action = statement["Action"];
    const Value& at = action.where().valid() ? action : written;
    const Tri every = tri_or(policy_facts::has_star_item(action, "*"), policy_facts::has_star_item(action, "sts:*"));
    if (every == Tri::kTrue) ctx.report(at, "whoever is trusted may also name the session, tag it and set its source identity");
    else if (every == Tri::kUnknown) ctx.unknown(at, "which actions the trust policy allows is unknown");
  }
}

constexpr std::string_view kKinds[] = {"terraform/aws_iam_role"};
constexpr std::string_view kTags[] = {"iam"};
constexpr std::string_view kEquivalents[] = {
    "kics:b1ffa705-19a3-4b73-b9d0-0c97d0663842",
};

}  // namespace

extern constinit const NativeRule aws_iam_trust_all_actions{
    .meta = {.id = "aws-iam-trust-all-actions",
             .summary = "Trust policy of a role allows every action",
             .severity = Severity::kLow,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
