// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "analyzer/model/value.h"
#include "analyzer/support/result.h"

namespace platlint {

// JSON text as Go writes it: keys sorted, <, > and & escaped, numbers in full. False at an unknown value: `out` then holds what
// comes before it.
bool write_json(const Value& value, std::string& out);

// JSON text as a structural value. Numbers keep all digits; depth is limited.
Result<Value> read_json(std::string_view text, Arena& arena);

// An unknown part of a text: `value` stands before the byte `at` of what is known.
struct TextHole {
  std::size_t at = 0;
  Value value = {};
};

// The same for a text with unknown parts, as templates leave it. A part inside a string makes that string an unknown one with known
// beginning and end; one in the place of a value is taken for a value, in a list for any number of them. Fails where the text is no JSON.
Result<Value> read_json(std::string_view text, std::span<const TextHole> holes, Arena& arena);

}  // namespace platlint
