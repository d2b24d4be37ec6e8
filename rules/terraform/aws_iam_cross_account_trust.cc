// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string>

#include "analyzer/rule/rule.h"
#include "rules/terraform/lib_policy.h"

namespace platlint {
namespace {

constexpr std::string_view kGuards[] = {"sts:externalid",     "aws:multifactorauthpresent", "aws:multifactorauthage",
                                        "aws:principalorgid", "aws:principalorgpaths",      "aws:principalarn",
                                        "aws:sourcearn",      "aws:sourceaccount",          "aws:sourceidentity"};

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return out;
}

bool is_account(std::string_view text) { return text.size() == 12 && text.find_first_not_of("0123456789") == std::string_view::npos; }

enum class Who { kNobody, kAccount, kOne };

Who other_account(const Value& principal) {
  if (!principal.is_string()) return Who::kNobody;
  std::string_view text = principal.as_string();
  if (is_account(text)) return Who::kAccount;
  const std::size_t at = text.find(":iam::") == std::string_view::npos ? text.find(":sts::") : text.find(":iam::");
  if (!text.starts_with("arn:aws") || at == std::string_view::npos) return Who::kNobody;
  text.remove_prefix(at + 6);
  if (!is_account(text.substr(0, 12))) return Who::kNobody;
  return text.substr(12) == ":root" ? Who::kAccount : Who::kOne;
}

bool is_guarded(const Value& condition) {
  for (const Member& test : condition.members())
    for (const Member& variable : test.value.members())
      if (std::find(std::begin(kGuards), std::end(kGuards), lower(variable.key)) != std::end(kGuards) &&
          variable.value.equals("false") != Tri::kTrue)
        return true;
  return condition.is_unknown() || condition.is_open();
}

bool is_assumed(const Value& actions) {
  for (const Value& action : actions.each())
    if (action.is_string() && (lower(action.as_string()) == "sts:assumerole" || action.as_string() == "*" || action.as_string() == "sts:*"))
      return true;
  return false;
}

void check(const Resource& role, RuleContext& ctx) {
  const Value document = role["assume_role_policy.document"];
  if (!document.is_wholly_known()) ctx.leave_open();  // aws-iam-role-open-trust tells of it
  for (const Value& statement : document["Statement"].each()) {
    const Value condition = statement["Condition"];
    if (policy_facts::allows(statement) != Tri::kTrue || !is_assumed(statement["Action"]) || is_guarded(condition)) continue;
    for (const Value& principal : statement["Principal"]["AWS"].each()) {
      const Who who = other_account(principal);
      // A whole account without any condition is what aws-iam-role-trusts-account speaks of.
      if (who == Who::kNobody || (who == Who::kAccount && condition.is_absent())) continue;
      const Value at = principal.where().valid() ? principal : role["assume_role_policy"];
      ctx.report(at, "whoever holds keys of that principal takes the role, without an external id or a second factor");
      break;
    }
  }
}

constexpr std::string_view kKinds[] = {"terraform/aws_iam_role"};
constexpr std::string_view kTags[] = {"iam"};
constexpr std::string_view kEquivalents[] = {
    "kics:09c35abf-5852-4622-ac7a-b987b331232e",
};

}  // namespace

extern constinit const NativeRule aws_iam_cross_account_trust{
    .meta = {.id = "aws-iam-cross-account-trust",
             .summary = "Role can be taken from another account without external id or MFA",
             .severity = Severity::kInfo,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
