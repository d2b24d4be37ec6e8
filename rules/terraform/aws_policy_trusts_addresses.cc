// SPDX-License-Identifier: Apache-2.0
#include <string>

#include "analyzer/rule/rule.h"
#include "rules/terraform/lib_policy.h"
#include "rules/terraform/lib_resource_policy.h"

namespace platlint {
namespace {

// Objects of a bucket for an office or a content network.
bool only_reads_objects(const Value& actions) {
  for (const Value& action : actions.each())
    if (action.starts_with("s3:Get") != Tri::kTrue && action.starts_with("s3:List") != Tri::kTrue) return false;
  return !actions.is_open() && !actions.each().empty();
}

void check(const Resource& resource, RuleContext& ctx) {
  for (const auto& [policy, statement, attached] : resource_policy::statements_of(resource)) {
    const auto [guard, applies] = resource_policy::guard_of(statement);
    if (guard != resource_policy::Guard::kAddress || applies == Tri::kFalse) continue;
    const Value principal = statement["Principal"];
    const Value& at = principal.where().valid() ? principal : policy;
    if (applies == Tri::kUnknown) {
      ctx.unknown(at, "whether this statement trusts addresses is unknown");
      continue;
    }
    FindingBuilder finding = ctx.report(at, std::string("whoever comes from these addresses, or sends this header, is let in unsigned") +
                                                (attached ? "" : " (once the policy is attached: attach_policy is not set)"));
    if (only_reads_objects(statement["Action"]) || !attached) finding.severity(Severity::kInfo);
  }
}

constexpr std::string_view kTags[] = {"iam", "public-access"};
constexpr std::string_view kEquivalents[] = {
    "kics:ffdf4b37-7703-4dfe-a682-9d2e99bc6c09",
    "kics:d24c0755-c028-44b1-b503-8e719c898832",
    "kics:730675f9-52ed-49b6-8ead-0acb5dd7df7f",
    "kics:e7530c3c-b7cf-4149-8db9-d037a0b5268e",
};

}  // namespace

extern constinit const NativeRule aws_policy_trusts_addresses{
    .meta = {.id = "aws-policy-trusts-addresses",
             .summary = "Policy lets everyone in who comes from an address",
             .severity = Severity::kLow,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = resource_policy::kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
