// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/pattern.h"
#include "analyzer/rule/rule.h"

namespace platlint {
namespace {

// Does the trust let this account in? Statements about other issuers do not count.
Tri admits(const Value& trust, const std::string& account, bool any_namespace) {
  Tri result = trust["Statement"].is_open() ? Tri::kUnknown : Tri::kFalse;
  bool seen = false;
  for (const Value& statement : trust["Statement"].items()) {
    // Pod identity needs no subject.
    if (statement["Principal"]["Service"].has_item("pods.eks.amazonaws.com") != Tri::kFalse) return Tri::kTrue;
    for (const Member& test : statement["Condition"].members())
      for (const Member& variable : test.value.members()) {
        if (!variable.key.ends_with(":sub")) continue;
        seen = true;
        if (variable.value.is_unknown()) result = tri_or(result, Tri::kUnknown);
        for (const Value& wanted : variable.value.each()) {
          if (!wanted.is_string()) {
            result = tri_or(result, Tri::kUnknown);
            continue;
          }
          const std::string_view pattern = wanted.as_string();
          const bool wild = test.key.find("Like") != std::string_view::npos;
          const bool fits = any_namespace ? pattern.ends_with(account.substr(account.rfind(':'))) || (wild && pattern.ends_with('*'))
                            : wild        ? matches_wildcard(pattern, account)
                                          : pattern == account;
          result = tri_or(result, tri(fits));
        }
      }
  }
  return seen ? result : Tri::kUnknown;
}

void check(const Resource& account, RuleContext& ctx) {
  const Value space = account["metadata"]["namespace"];
  const std::string subject = "system:serviceaccount:" + space.text().value_or("") + ":" + std::string(account.name);
  for (const Resource* role : ctx.references(account, "terraform/aws_iam_role")) {
    const Value trust = (*role)["assume_role_policy.document"];
    if (!trust.is_map() || admits(trust, subject, space.is_absent()) != Tri::kFalse) continue;
    ctx.report(account["metadata"]["annotations"]["eks.amazonaws.com/role-arn"], "the role's trust does not admit " + subject)
        .note((*role)["assume_role_policy"].where(), "the trust of " + std::string(role->address))
        .attribute("trust");
  }
}

constexpr std::string_view kKinds[] = {"kubernetes/ServiceAccount"};
constexpr std::string_view kTags[] = {"oidc", "iam", "workload"};

}  // namespace

extern constinit const NativeRule k8s_role_trust_excludes_account{
    .meta = {.id = "k8s-role-trust-excludes-account",
             .summary = "Role of a service account does not trust that account",
             .severity = Severity::kHigh,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags},
    .check = check,
};

}  // namespace platlint
