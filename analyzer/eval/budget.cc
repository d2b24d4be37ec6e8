// SPDX-License-Identifier: Apache-2.0
#include "analyzer/eval/budget.h"

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
  if (depth > kMaxValueDepth) return false;
  if (!take(kElementCost * (value.items().size() + value.members().size()))) return false;
  for (const Value& item : value.items())
    if (!measure(item, left, depth + 1)) return false;
  for (const Member& member : value.members())
    if (!take(member.key.size() / 2) || !measure(member.value, left, depth + 1)) return false;
  return true;
}

}  // namespace

bool spend(Evaluation& evaluation, std::uint64_t amount, SourceRange where) {
  if (evaluation.budget > amount && evaluation.arena.bytes() <= evaluation.memory_end) {
    evaluation.budget -= amount;
    return true;
  }
  if (evaluation.budget > 0)
    evaluation.errors->push_back(
        {Diagnostic::Kind::kLimit, where, "The value of this expression is larger than the analysis allows; it is taken as unknown."});
  evaluation.budget = 0;
  return false;
}

bool spend_on(Evaluation& evaluation, const Value& value, SourceRange where) {
  std::uint64_t left = evaluation.budget;
  return measure(value, left, 0) ? spend(evaluation, evaluation.budget - left, where) : spend(evaluation, evaluation.budget, where);
}

}  // namespace platlint
