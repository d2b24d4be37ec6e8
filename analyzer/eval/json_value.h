// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "analyzer/model/value.h"
#include "analyzer/support/result.h"

namespace platlint {

// JSON text as Go writes it: keys sorted, <, > and & escaped, numbers in full. False at an unknown value: `out` then holds what
// comes before it.
bool write_json(const Value& value, std::string& out);

enum class KeyOrder : std::uint8_t { kSorted, kWritten };

// JSON text as a structural value. Numbers keep all digits; depth is limited. Of equal keys the last one stays, unless the order is kept.
Result<Value> read_json(std::string_view text, Arena& arena, KeyOrder order = KeyOrder::kSorted);

// What is encoded in a text that is a JSON object; null for any other.
const Value* json_of(std::string_view text, Arena& arena);

}  // namespace platlint
