// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/rule.h"
#include "rules/terraform/lib_policy.h"

namespace platlint {
namespace {

// "Everyone may, but not from elsewhere": the two statements that AWS documents for a list of addresses or networks.
bool denies_some(const Value& statements) {
  for (const Value& statement : statements.each())
    if (statement["Effect"].equals("Deny") != Tri::kFalse && !statement["Condition"].is_absent()) return true;
  return false;
}

void check(const Resource& resource, RuleContext& ctx) {
  const Value written = resource["policy"];
  if (written.is_absent()) return;
  const Value statements = resource["policy.document"]["Statement"];
  if (resource["policy.document"].is_unknown() || statements.is_unknown() || statements.is_open()) {
    ctx.unknown(written, "whom the policy of the API lets in is unknown");
    return;
  }
  if (denies_some(statements)) return;
  for (const Value& statement : statements.each()) {
    const Tri open = policy_facts::is_public(statement);
    const Value principal = statement["Principal"];
    const Value& at = principal.where().valid() ? principal : written;
    if (open == Tri::kTrue) ctx.report(at, "everyone on the internet may call what no authorizer guards");
    else if (open == Tri::kUnknown) ctx.unknown(at, "whether this statement lets everyone in is unknown");
  }
}

constexpr std::string_view kKinds[] = {"terraform/aws_api_gateway_rest_api_policy", "terraform/aws_api_gateway_rest_api"};
constexpr std::string_view kTags[] = {"api", "public-access", "iam"};
constexpr std::string_view kEquivalents[] = {
    "kics:b161c11b-a59b-4431-9a29-4e19f63e6b27",
};

}  // namespace

extern constinit const NativeRule aws_api_policy_open{
    .meta = {.id = "aws-api-policy-open",
             .summary = "Policy of a REST API lets everyone call it",
             .severity = Severity::kInfo,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
