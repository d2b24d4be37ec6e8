// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <span>
#include <string_view>
#include <variant>
#include <vector>

#include "analyzer/rule/rule.h"

namespace platlint {

// A row of the generated table (rules/registry.py).
struct BuiltinRule {
  std::string_view stem = {};          // the file's name: the id with '_' for '-'
  const NativeRule* native = nullptr;  // null: declarative
  std::string_view policy = {};        // as JSON
  std::string_view page = {};          // Markdown
};
std::span<const BuiltinRule> builtin_rules();

// A compiled declarative rule; analyzer/policy implements it.
class PolicyRule {
 public:
  virtual ~PolicyRule() = default;
  virtual const RuleMeta& meta() const = 0;
  virtual void check(const Resource& resource, RuleContext& ctx) const = 0;
};

struct Rule {
  const RuleMeta* meta = nullptr;
  std::variant<const NativeRule*, std::shared_ptr<const PolicyRule>> body = {};
  std::string_view page = {};
};

// All rules of a run, frozen.
class Registry {
 public:
  std::span<const Rule> rules() const { return rules_; }  // sorted by id
  const Rule* find(std::string_view id_or_alias) const;

 private:
  friend class RegistryBuilder;
  std::vector<Rule> rules_;
};

class RegistryBuilder {
 public:
  // Both refuse (and remember) an id or alias that is already taken.
  void add(const NativeRule& rule, std::string_view page);
  void add(std::shared_ptr<const PolicyRule> rule, std::string_view page);
  const std::vector<std::string>& duplicates() const { return duplicates_; }
  Registry build() &&;

 private:
  void add(Rule rule);
  Registry registry_;
  std::vector<std::string> duplicates_;
};

}  // namespace platlint
