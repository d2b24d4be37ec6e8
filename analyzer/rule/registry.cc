// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/registry.h"

#include <algorithm>

namespace platlint {
const Rule* Registry::find(std::string_view id) const {
  for (const Rule& rule : rules_) {
    if (rule.meta->id == id) return &rule;
    if (std::find(rule.meta->aliases.begin(), rule.meta->aliases.end(), id) != rule.meta->aliases.end()) return &rule;
  }
  return nullptr;
}

void RegistryBuilder::add(const NativeRule& rule, std::string_view page) { add(Rule{&rule.meta, &rule, page}); }

void RegistryBuilder::add(std::shared_ptr<const PolicyRule> rule, std::string_view page) {
  const RuleMeta& meta = rule->meta();
  add(Rule{&meta, std::move(rule), page});
}

void RegistryBuilder::add(Rule rule) {
  const RuleMeta& meta = *rule.meta;
  bool taken = registry_.find(meta.id) != nullptr;
  for (const std::string_view alias : meta.aliases) taken = taken || registry_.find(alias) != nullptr;
  if (taken) duplicates_.emplace_back(meta.id);
  else registry_.rules_.push_back(std::move(rule));
}

Registry RegistryBuilder::build() && {
  std::sort(registry_.rules_.begin(), registry_.rules_.end(), [](const Rule& a, const Rule& b) { return a.meta->id < b.meta->id; });
  return std::move(registry_);
}

}  // namespace platlint
