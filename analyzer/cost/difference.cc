// SPDX-License-Identifier: Apache-2.0
#include "analyzer/cost/difference.h"

#include <map>
#include <tuple>

namespace platlint {
namespace {

using Key = std::tuple<std::string, std::string, std::string>;

std::map<Key, const CostResource*> table(const CostEstimate& estimate) {
  std::map<Key, const CostResource*> found;
  for (const CostResource& resource : estimate.resources)
    found.emplace(Key(resource.root, resource.variable_set, resource.address), &resource);
  return found;
}

bool same_amount(const std::optional<Decimal>& a, const std::optional<Decimal>& b) {
  return a.has_value() == b.has_value() && (!a || *a == *b);
}

// The bill may be the same while its lines are not: less of one thing, more of another.
bool same_bill(const CostResource& a, const CostResource& b) {
  if (!same_amount(a.monthly_cost, b.monthly_cost) || a.unpriced != b.unpriced || a.components.size() != b.components.size()) return false;
  for (std::size_t i = 0; i < a.components.size(); ++i)
    if (a.components[i].name != b.components[i].name || !same_amount(a.components[i].monthly_cost, b.components[i].monthly_cost))
      return false;
  return true;
}

}  // namespace

CostDifference compare(const CostEstimate& before, const CostEstimate& after) {
  CostDifference out{.changes = {}, .before = before.total, .after = after.total};
  auto old = table(before);
  std::map<Key, CostChange> changes;
  for (const auto& [key, now] : table(after)) {
    const auto then = old.extract(key);
    if (then.empty()) {
      changes[key] = {CostChange::Kind::kAdded, nullptr, now, now->monthly_cost};
    } else if (const CostResource& was = *then.mapped(); !same_bill(was, *now)) {
      CostChange& change = changes[key] = {CostChange::Kind::kChanged, &was, now, {}};
      if (was.monthly_cost && now->monthly_cost) change.difference = *now->monthly_cost - *was.monthly_cost;
    }
  }
  for (const auto& [key, was] : old) {
    CostChange& change = changes[key] = {CostChange::Kind::kRemoved, was, nullptr, {}};
    if (was->monthly_cost) change.difference = Decimal() - *was->monthly_cost;
  }
  for (const auto& [key, change] : changes) out.changes.push_back(change);
  return out;
}

}  // namespace platlint
