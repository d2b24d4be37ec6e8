// SPDX-License-Identifier: Apache-2.0
#include "analyzer/eval/budget.h"

#include <algorithm>

namespace platlint {
namespace {

// Takes the cost of the tree from `left`; false where that is not enough, or where it is nested too deeply for those who walk it.
bool measure(const Value& value, std::uint64_t& left, int depth) {
  const auto take = [&](std::uint64_t amount) {
    if (amount > left) return false;
    left -= amount;
    return true;
  };
  if (value.is_string()) return take(value.as_string().size() / 2);
  if (value.is_list()) {
    const auto items = value.items();
    return depth <= kMaxValueDepth && take(kElementCost * items.size()) &&
           std::all_of(items.begin(), items.end(), [&](const Value& item) { return measure(item, left, depth + 1); });
  }
  if (!value.is_map()) return true;
  const auto members = value.members();
  return depth <= kMaxValueDepth && take(kElementCost * members.size()) &&
         std::all_of(members.begin(), members.end(),
                     [&](const Member& m) { return take(m.key.size() / 2) && measure(m.value, left, depth + 1); });
}

}  // namespace

bool exhaust(Evaluation& evaluation, SourceRange where) {
  if (evaluation.budget > 0)
    evaluation.errors->push_back(
        {Diagnostic::Kind::kLimit, where, "The value of this expression is larger than the analysis allows; it is taken as unknown."});
  evaluation.budget = 0;
  return false;
}

bool spend_on(Evaluation& evaluation, const Value& value, SourceRange where) {
  std::uint64_t left = evaluation.budget;
  return measure(value, left, 0) ? spend(evaluation, evaluation.budget - left, where) : exhaust(evaluation, where);
}

}  // namespace platlint
