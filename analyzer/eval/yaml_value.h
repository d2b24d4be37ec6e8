// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "analyzer/model/value.h"
#include "analyzer/support/result.h"

namespace platlint {

// YAML text of one document as a structural value by YAML 1.2's core schema, without places. Functions read texts with it; files of the
// repository have their own reader (analyzer/lower/lower.h: to_value).
Result<Value> read_yaml(std::string_view text, Arena& arena);

}  // namespace platlint
