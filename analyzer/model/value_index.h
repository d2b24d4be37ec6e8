// SPDX-License-Identifier: Apache-2.0
//
// Finds equal values among many without comparing each with each.
#pragma once

#include <cstddef>
#include <unordered_map>

#include "analyzer/model/value.h"

namespace platlint {

// Alike for values of which same_value says kTrue.
std::size_t hash_value(const Value& value);

// Holds pointers: what was added must live as long as the index.
class ValueIndex {
 public:
  // False, and nothing is added, where an equal value is there. What is unknown equals nothing.
  bool add(const Value& value);
  bool has(const Value& value) const { return find(value, hash_value(value)); }

 private:
  bool find(const Value& value, std::size_t hash) const;

  std::unordered_multimap<std::size_t, const Value*> values_;
};

}  // namespace platlint
