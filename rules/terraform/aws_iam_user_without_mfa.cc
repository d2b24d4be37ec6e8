// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string>

#include "analyzer/rule/rule.h"
#include "rules/terraform/lib_policy.h"

namespace platlint {
namespace {

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return out;
}

bool asks_for_mfa(const Value& condition) {
  for (const Member& test : condition.members())
    for (const Member& variable : test.value.members())
      if (const std::string key = lower(variable.key); key == "aws:multifactorauthpresent" || key == "aws:multifactorauthage")
        return variable.value.is_true() != Tri::kFalse || key == "aws:multifactorauthage";
  return condition.is_unknown() || condition.is_open();
}

// A second factor is set up without one, and taking a role is what aws-iam-user-policy-without-mfa speaks of.
bool is_for_another_rule(const Value& actions) {
  bool own_factor = !actions.each().empty();
  for (const Value& action : actions.each()) {
    const std::string text = action.is_string() ? lower(action.as_string()) : std::string();
    if (text == "sts:assumerole" || text == "sts:*" || text == "*") return true;
    own_factor = own_factor && (text.find("mfadevice") != std::string::npos || text == "iam:changepassword" || text.starts_with("iam:get"));
  }
  return own_factor;
}

void check(const Resource& policy, RuleContext& ctx) {
  const Value written = policy["policy"];
  const Value statements = policy["policy.document"]["Statement"];
  if (policy["policy.document"].is_unknown() || statements.is_unknown()) {
    if (!written.is_absent()) ctx.unknown(written, "whether the user needs a second factor is unknown");
    return;
  }
  // Everything but setting up the factor is refused without it.
  for (const Value& statement : statements.each())
    if (statement["Effect"].equals("Deny") == Tri::kTrue && !statement["Condition"].is_absent() &&
        lower(to_string(statement["Condition"])).find("multifactorauthpresent") != std::string::npos)
      return;
  for (const Value& statement : statements.each()) {
    if (policy_facts::allows(statement) != Tri::kTrue || asks_for_mfa(statement["Condition"]) || is_for_another_rule(statement["Action"]))
      continue;
    ctx.report(statement.where().valid() ? statement : written,
               "whoever finds this user's password or key may do this, without a second factor");
    return;
  }
}

constexpr std::string_view kKinds[] = {"terraform/aws_iam_user_policy"};
constexpr std::string_view kTags[] = {"iam"};
constexpr std::string_view kEquivalents[] = {
    "kics:3ddfa124-6407-4845-a501-179f90c65097",
};

}  // namespace

extern constinit const NativeRule aws_iam_user_without_mfa{
    .meta = {.id = "aws-iam-user-without-mfa",
             .summary = "Policy of a user asks for no second factor",
             .severity = Severity::kInfo,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
