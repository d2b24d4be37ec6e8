// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "analyzer/model/value.h"

namespace platlint {

// A set of these values: duplicates dropped, strings and numbers in order (as cty iterates them), other kinds as first seen.
// Unknown items stay, each for itself.
Value make_set(std::vector<Value> items, const Type* element, Arena& arena);

}  // namespace platlint
