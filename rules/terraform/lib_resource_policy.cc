// SPDX-License-Identifier: Apache-2.0
#include "rules/terraform/lib_resource_policy.h"

#include <algorithm>
#include <optional>
#include <string>

#include "rules/terraform/lib_policy.h"
#include "rules/terraform/lib_s3_module.h"

namespace platlint::resource_policy {
namespace {

constexpr std::string_view kAttributes[] = {"policy", "access_policy", "access_policies", "resource_policy"};

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return out;
}

std::optional<Policy> policy_of_call(const Resource& call) {
  const Value inputs = call["inputs"];
  if (inputs["policy"].is_absent()) return std::nullopt;
  const bool queue = call["source"].equals("terraform-aws-modules/sqs/aws") == Tri::kTrue;
  if (!queue && !s3_module::inputs(call)) return std::nullopt;
  const Value attach = inputs["attach_policy"];
  if (!queue && !attach.is_absent() && attach.is_true() == Tri::kFalse) return std::nullopt;
  return Policy{inputs["policy"], inputs["policy.document"], queue || !attach.is_absent()};
}

// What a test of a condition asks of the caller.
Guard guard_by(std::string_view key) {
  if (key == "aws:sourceip" || key == "aws:referer" || key == "aws:useragent") return Guard::kAddress;
  if (key == "aws:sourcearn") return Guard::kSource;
  if (key == "aws:securetransport" || key == "s3:tlsversion") return Guard::kNone;
  return Guard::kOther;
}

}  // namespace

std::vector<Policy> policies_of(const Resource& resource) {
  std::vector<Policy> found;
  if (resource.kind == s3_module::kKind) {
    if (auto policy = policy_of_call(resource)) found.push_back(*policy);
    return found;
  }
  for (const std::string_view attribute : kAttributes)
    if (const Value written = resource[attribute]; !written.is_absent())
      if (const Value document = resource[std::string(attribute) + ".document"]; !document.is_missing())
        found.push_back({written, document, true});
  return found;
}

std::vector<Statement> statements_of(const Resource& resource) {
  std::vector<Statement> found;
  for (const Policy& policy : policies_of(resource))
    for (const Value& statement : policy.document["Statement"].each())
      found.push_back({policy.written, statement.where().valid() ? statement : statement.used_at(policy.written.where()), policy.attached});
  return found;
}

Guarded guard_of(const Value& statement) {
  const Value condition = statement["Condition"];
  const Tri applies = tri_and(policy_facts::allows(statement), policy_facts::is_anybody(statement));
  Guard strongest = Guard::kNone;
  bool open = condition.is_open();  // there may be tests that say who
  for (const Member& test : condition.members()) {
    open = open || test.value.is_open() || test.value.is_unknown();
    for (const Member& variable : test.value.members()) strongest = std::max(strongest, guard_by(lower(variable.key)));
  }
  // A test that holds for everyone guards nothing; that, and what cannot be known, is told by the rules about letting everyone in.
  if (strongest == Guard::kNone || open || policy_facts::narrows(condition) == Tri::kFalse) return {};
  return {strongest, applies};
}

}  // namespace platlint::resource_policy
