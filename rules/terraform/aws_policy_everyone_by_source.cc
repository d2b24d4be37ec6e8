// SPDX-License-Identifier: Apache-2.0
#include <string>

#include "analyzer/rule/rule.h"
#include "rules/terraform/lib_policy.h"
#include "rules/terraform/lib_resource_policy.h"

namespace platlint {
namespace {

void check(const Resource& resource, RuleContext& ctx) {
  for (const auto& [policy, statement, attached] : resource_policy::statements_of(resource)) {
    const auto [guard, applies] = resource_policy::guard_of(statement);
    if (guard != resource_policy::Guard::kSource || applies == Tri::kFalse) continue;
    const Value principal = statement["Principal"];
    const Value& at = principal.where().valid() ? principal : policy;
    if (applies == Tri::kUnknown) ctx.unknown(at, "whether this statement allows everyone is unknown");
    else ctx.report(at, "everyone is named, and the condition alone keeps them out: name the service that comes for the source");
  }
}

constexpr std::string_view kTags[] = {"iam"};
constexpr std::string_view kEquivalents[] = {"kics:abb06e5f-ef9a-4a99-98c6-376d396bfcdf"};

}  // namespace

extern constinit const NativeRule aws_policy_everyone_by_source{
    .meta = {.id = "aws-policy-everyone-by-source",
             .summary = "Policy names everyone where it means one service",
             .severity = Severity::kInfo,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = resource_policy::kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
