// SPDX-License-Identifier: Apache-2.0
#include "rules/terraform/lib_policy.h"

#include <algorithm>
#include <string>

namespace platlint::policy_facts {
namespace {

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return out;
}

// arn:aws:iam::*:role/x: AWS refuses a star inside of an ARN, but what is meant is any account.
bool is_any_account(std::string_view arn) {
  return arn.starts_with("arn:") && (arn.find(":iam::*:") != std::string_view::npos || arn.find(":sts::*:") != std::string_view::npos);
}

Tri is_anybody_of(const Value& identifiers) {
  Tri result = has_star_item(identifiers, "*");
  for (const Value& item : identifiers.each()) {
    if (item.is_string()) result = tri_or(result, tri(is_any_account(item.as_string())));
    else if (item.is_unknown()) result = tri_or(result, tri(is_any_account(item.unknown_info().prefix)));
  }
  return result;
}

// One test of a condition: may it fail for a stranger?
Tri test_narrows(std::string_view test, std::string_view variable, const Value& values) {
  const std::string name = lower(test);
  const std::string key = lower(variable);
  if (name.starts_with("forallvalues:")) return Tri::kFalse;
  if (key == "aws:securetransport" || key == "s3:tlsversion") return Tri::kFalse;
  if (name.starts_with("stringnot") || name.starts_with("arnnot") || name.starts_with("notip")) return Tri::kFalse;
  if (name.starts_with("stringlike") || name.starts_with("arnlike") || name.starts_with("arnequals"))
    return tri_not(has_star_item(values, "*"));
  if (name.starts_with("ipaddress")) return tri_not(tri_or(values.has_item("0.0.0.0/0"), values.has_item("::/0")));
  return Tri::kTrue;
}

}  // namespace

Tri has_star_item(const Value& value, std::string_view text) {
  if (value.is_unknown()) {
    const Value* element = value.unknown_info().element;
    return value.is_computed() || (element != nullptr && element->is_computed()) ? Tri::kFalse : value.has_item(text);
  }
  Tri result = value.is_open() ? Tri::kUnknown : Tri::kFalse;
  for (const Value& item : value.each()) result = tri_or(result, item.is_computed() ? Tri::kFalse : item.equals(text));
  return result;
}

Tri allows(const Value& statement) {
  const Value effect = statement["Effect"];
  return effect.is_absent() ? Tri::kTrue : effect.equals("Allow");
}

Tri is_anybody(const Value& statement) {
  if (const Value but = statement["NotPrincipal"]; !but.is_absent()) return Tri::kTrue;
  const Value principal = statement["Principal"];
  return principal.is_map() ? is_anybody_of(principal["AWS"]) : has_star_item(principal, "*");
}

Tri narrows(const Value& condition) {
  if (condition.is_unknown()) return Tri::kUnknown;
  Tri result = condition.is_open() ? Tri::kUnknown : Tri::kFalse;
  for (const Member& test : condition.members()) {
    if (test.value.is_unknown() || test.value.is_open()) result = tri_or(result, Tri::kUnknown);
    for (const Member& variable : test.value.members()) result = tri_or(result, test_narrows(test.key, variable.key, variable.value));
  }
  return result;
}

Tri is_public(const Value& statement) {
  return tri_and(allows(statement), tri_and(is_anybody(statement), tri_not(narrows(statement["Condition"]))));
}

}  // namespace platlint::policy_facts
