// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/rule.h"

namespace platlint {
namespace {

// One statement of a role's trust that lets a web identity in.
bool is_oidc(const Value& statement) {
  const Value federated = statement["Principal"]["Federated"];
  return statement["Effect"].equals("Allow") != Tri::kFalse && !federated.is_absent() &&
         statement["Action"].has_item("sts:AssumeRoleWithWebIdentity") != Tri::kFalse;
}

// The provider's host as conditions name it: "token.actions.githubusercontent.com:sub" ends with ":sub".
std::vector<Value> tested(const Value& statement, std::string_view claim) {
  std::vector<Value> values;
  for (const Member& test : statement["Condition"].members())
    for (const Member& variable : test.value.members())
      if (variable.key.ends_with(claim)) values.push_back(variable.value);
  return values;
}

// Kubernetes service accounts (IRSA) come through an EKS cluster's provider; CI systems are meant here.
bool is_ci(const Value& statement) {
  const Value federated = statement["Principal"]["Federated"];
  if (federated.contains_text("oidc.eks.") == Tri::kTrue) return false;
  for (const Member& test : statement["Condition"].members())
    for (const Member& variable : test.value.members())
      if (variable.key.find("oidc.eks.") != std::string_view::npos) return false;
  if (federated.contains_text("token.actions.githubusercontent.com") == Tri::kTrue || federated.contains_text("gitlab") == Tri::kTrue)
    return true;
  for (const Member& test : statement["Condition"].members())
    for (const Member& variable : test.value.members())
      if (variable.key.starts_with("token.actions.githubusercontent.com:") || variable.key.find("gitlab") != std::string_view::npos)
        return true;
  return false;
}

void check(const Resource& role, RuleContext& ctx) {
  const Value trust = role["assume_role_policy.document"];
  for (const Value& statement : trust["Statement"].items()) {
    if (!is_oidc(statement) || !is_ci(statement) || !tested(statement, ":aud").empty()) continue;
    const Value condition = statement["Condition"];
    if (condition.is_unknown() || condition.is_open())
      ctx.unknown(role["assume_role_policy"], "whether the trust checks the audience is unknown");
    else ctx.report(role["assume_role_policy"], "the trust does not check the token's audience (aud)").attribute("assume_role_policy");
  }
}

constexpr std::string_view kKinds[] = {"terraform/aws_iam_role"};
constexpr std::string_view kTags[] = {"oidc", "iam", "ci"};

}  // namespace

extern constinit const NativeRule aws_oidc_trust_without_audience{
    .meta = {.id = "aws-oidc-trust-without-audience",
             .summary = "OIDC trust does not check the audience",
             .severity = Severity::kHigh,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags},
    .check = check,
};

}  // namespace platlint
