// SPDX-License-Identifier: Apache-2.0
#include "analyzer/eval/sets.h"

#include <algorithm>

#include "analyzer/eval/build.h"
#include "analyzer/model/value_index.h"

namespace platlint {
namespace {

int rank(const Value& v) { return v.is_unknown() ? 9 : static_cast<int>(v.kind()); }

bool before(const Value& a, const Value& b) {
  if (rank(a) != rank(b)) return rank(a) < rank(b);
  if (a.is_string()) return a.as_string() < b.as_string();
  if (a.is_number()) return compare(a.as_number(), b.as_number()) < 0;
  if (a.is_bool()) return !a.as_bool() && b.as_bool();
  return false;
}

}  // namespace

Value make_set(std::vector<Value> items, const Type* element, Arena& arena) {
  std::stable_sort(items.begin(), items.end(), before);
  std::vector<Value> kept;
  ValueIndex seen;
  for (const Value& item : items) {
    // Equal primitives are neighbours now.
    const bool primitive = item.is_string() || item.is_number() || item.is_bool();
    const bool fresh = primitive ? kept.empty() || same_value(kept.back(), item) != Tri::kTrue : seen.add(item);
    if (fresh || item.is_unknown()) kept.push_back(item);
  }
  return make_list(kept, arena, Collection::kSet, element);
}

}  // namespace platlint
