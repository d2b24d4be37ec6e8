// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/rule.h"
#include "rules/terraform/lib_policy.h"
#include "rules/terraform/lib_resource_policy.h"

namespace platlint {
namespace {

void check(const Resource& resource, RuleContext& ctx) {
  for (const auto& [policy, statement, attached] : resource_policy::statements_of(resource)) {
    const Value excluded = statement["NotAction"];
    if (excluded.is_absent()) continue;
    const Value& at = excluded.where().valid() ? excluded : policy;
    const Tri allowed = policy_facts::allows(statement);
    ctx.report_if(allowed, at,
                  allowed == Tri::kUnknown ? "whether this statement allows all but some actions is unknown"
                                           : "everything is allowed but this, also what AWS adds tomorrow");
  }
}

constexpr std::string_view kTags[] = {"iam"};
constexpr std::string_view kEquivalents[] = {"kics:5ea624e4-c8b1-4bb3-87a4-4235a776adcc"};

}  // namespace

extern constinit const NativeRule aws_policy_allow_not_action{
    .meta = {.id = "aws-policy-allow-not-action",
             .summary = "Policy of a resource allows all but some actions",
             .severity = Severity::kMedium,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = resource_policy::kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
