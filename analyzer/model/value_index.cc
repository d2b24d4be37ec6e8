// SPDX-License-Identifier: Apache-2.0
#include "analyzer/model/value_index.h"

#include <functional>

namespace platlint {
namespace {

std::size_t mixed(std::size_t hash) {
  constexpr std::size_t kOdd = 0x9E3779B97F4A7C15U;
  hash = (hash ^ (hash >> 32U)) * kOdd;
  return hash ^ (hash >> 29U);
}

}  // namespace

std::size_t hash_value(const Value& value) {
  switch (value.kind()) {
    case ValueKind::kBool:
      return mixed(value.as_bool() ? 3 : 2);
    case ValueKind::kNumber:
      return mixed(std::hash<double>()(value.as_number().to_double()) + 5);
    case ValueKind::kString:
      return std::hash<std::string_view>()(value.as_string());
    case ValueKind::kList: {
      // A set has no order, and may equal a list.
      std::size_t sum = value.items().size();
      for (const Value& item : value.items()) sum += mixed(hash_value(item));
      return mixed(sum);
    }
    case ValueKind::kMap: {
      std::size_t sum = value.members().size();
      for (const Member& member : value.members())
        sum += mixed(std::hash<std::string_view>()(member.key) ^ mixed(hash_value(member.value)));
      return mixed(sum + 1);
    }
    default:
      return 0;
  }
}

bool ValueIndex::find(const Value& value, std::size_t hash) const {
  if (value.is_unknown()) return false;
  const auto [first, last] = values_.equal_range(hash);
  for (auto at = first; at != last; ++at)
    if (same_value(*at->second, value) == Tri::kTrue) return true;
  return false;
}

bool ValueIndex::add(const Value& value) {
  const std::size_t hash = hash_value(value);
  if (find(value, hash)) return false;
  if (!value.is_unknown()) values_.emplace(hash, &value);
  return true;
}

}  // namespace platlint
