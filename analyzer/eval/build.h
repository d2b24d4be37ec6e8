// SPDX-License-Identifier: Apache-2.0
//
// Small constructors shared by the evaluator and the functions.
#pragma once

#include <algorithm>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/model/value.h"
#include "analyzer/support/arena.h"

namespace platlint {

// The parts one after another, without anything between them.
std::string_view join_text(std::initializer_list<std::string_view> parts, Arena& arena);

inline Value make_string(std::string_view text, Arena& arena) { return Value::string(arena.copy(text)); }

// A JSON text that remembers what it says.
inline Value encoded_from(const Value& text, const Value& structure, SourceRange where, Arena& arena) {
  const Encoding* encoding = arena.make<Encoding>(Encoding{text.as_string(), structure});
  return text.with_origin(
      arena.make<Origin>(Origin{.kind = OriginKind::kEncoding, .where = where, .name = {}, .next = text.origin(), .encoding = encoding}));
}

inline Value make_list(const std::vector<Value>& items, Arena& arena, Collection flavour = Collection::kStructural,
                       const Type* element = nullptr) {
  return Value::list(arena.copy(items), flavour, element);
}

// Maps and objects keep their members sorted by key, as Terraform iterates them; of equal keys the last one stays.
Value make_map(std::vector<Member> members, Arena& arena, Collection flavour = Collection::kStructural, const Type* element = nullptr);

Value unknown_of(const Type* type, Arena& arena);
// An unknown of that type which is not null.
Value unknown_not_null(const Type* type, Arena& arena);

// Both sets of references together; null when both are empty.
const Refs* join_refs(const Refs* a, const Refs* b, Arena& arena);
// Everything that a value and all inside it were computed from.
const Refs* deep_refs(const Value& value, Arena& arena);
Mark deep_marks(const Value& value);
// The value with the references and marks of another one added.
Value tainted_by(const Value& value, const Value& source, Arena& arena);

}  // namespace platlint
