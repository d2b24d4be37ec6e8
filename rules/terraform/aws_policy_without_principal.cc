// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/rule.h"
#include "rules/terraform/lib_resource_policy.h"

namespace platlint {
namespace {

void check(const Resource& resource, RuleContext& ctx) {
  for (const auto& [policy, statement, attached] : resource_policy::statements_of(resource)) {
    const bool unknown = statement.is_unknown() || (statement.is_open() && statement["Principal"].is_unknown());
    if (unknown) {
      ctx.unknown(statement.where().valid() ? statement : policy, "whether this statement names a principal is unknown");
      continue;
    }
    if (!statement.is_map() || !statement["Principal"].is_absent() || !statement["NotPrincipal"].is_absent()) continue;
    ctx.report(statement.where().valid() ? statement : policy,
               "this statement names no principal: AWS refuses the policy of a resource without one");
  }
}

constexpr std::string_view kTags[] = {"iam", "correctness"};
constexpr std::string_view kEquivalents[] = {
    "kics:bbe3dd3d-fea9-4b68-a785-cfabe2bbbc54",
    "kics:e7530c3c-b7cf-4149-8db9-d037a0b5268e",
};

}  // namespace

extern constinit const NativeRule aws_policy_without_principal{
    .meta = {.id = "aws-policy-without-principal",
             .summary = "Policy of a resource does not say for whom",
             .severity = Severity::kMedium,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = resource_policy::kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
