// SPDX-License-Identifier: Apache-2.0
//
// A Kyverno policy (kyverno.io/v1, v2beta1: ClusterPolicy and Policy), compiled, and what its validation rules say of one object.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analyzer/policy/context.h"
#include "analyzer/policy/pattern.h"

namespace platlint::policy {

enum class RuleType : std::uint8_t {
  kPattern,
  kAnyPattern,
  kDeny,
  kForeach,
  kOther
};  // kOther: mutate, generate, images, CEL: not evaluated

struct CompiledRule {
  std::string name = {};
  Value body = {};  // the rule as written (or as autogen makes it)
  RuleType type = RuleType::kOther;
  bool autogen = false;
};

struct CompiledPolicy {
  std::string name = {};
  std::string kind = {};
  std::string space = {};  // a namespaced Policy's own namespace
  Value body = {};
  std::vector<CompiledRule> rules = {};  // as written, then those that autogen adds
  QueryTable queries = {};
  std::shared_ptr<Arena> arena = {};  // of what autogen makes
  std::vector<QueryTable::Mistake> mistakes = {};
};

// Is the document a policy that compile_policy takes?
bool is_policy(const Value& document);
// `document` must outlive the result. What is wrong in it is in `mistakes`; a rule with mistakes still stands where it can.
CompiledPolicy compile_policy(const Value& document);

// One object to be admitted.
struct Request {
  Value object = {};
  Value old_object = {};
  std::string operation = "CREATE";
  std::string kind = {};  // the model's kind for what is not Kubernetes: "terraform/aws_s3_bucket"; empty: read the object
  Value user_info = {};   // {userInfo: {...}, roles: [...], clusterRoles: [...]}; missing: user clauses of match are dropped
  std::vector<std::pair<std::string, Value>> values = {};  // dotted name -> value, set before the rule's context entries
  std::map<std::string, Value> namespace_labels = {};
  std::span<const Value> cluster = {};  // objects that context entries may read: ConfigMaps
};

struct RuleResult {
  Verdict verdict = Verdict::kPass;
  std::string message = {};
  std::string path = {};
  Value at = {};
};

// Nothing: the rule does not apply to the object (Kyverno gives no response).
// With `more`, a foreach goes on after its first failing element, and puts the further failures there.
std::optional<RuleResult> evaluate_rule(const CompiledPolicy& policy, const CompiledRule& rule, const Request& request, Arena& arena,
                                        std::vector<RuleResult>* more = nullptr);

// Conditions (any, all) in the request's context, as exceptions have them. Conditions that cannot be evaluated do not hold.
Tri conditions_hold(const CompiledPolicy& policy, const CompiledRule& rule, const Value& conditions, const Request& request, Arena& arena);

// match and not exclude.
Tri applies(const CompiledPolicy& policy, const Value& rule, const Request& request, Arena& arena);

// The rules that autogen makes of one written for Pods. Empty where it does not apply.
std::vector<CompiledRule> autogen_rules(const Value& policy, const CompiledRule& rule, Arena& arena);
bool autogen_possible(const Value& policy);

RuleType type_of(const Value& rule);

}  // namespace platlint::policy
