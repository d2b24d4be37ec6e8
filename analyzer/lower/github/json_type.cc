// SPDX-License-Identifier: Apache-2.0
#include "analyzer/lower/github/json_type.h"

#include "analyzer/eval/json_value.h"
#include "grammars/ghexpr/ast.h"

namespace platlint::github {

const Type* data_type(const Value& value, Arena& arena) {
  switch (value.kind()) {
    case ValueKind::kNull:
      return &kNullType;
    case ValueKind::kBool:
      return &kBoolType;
    case ValueKind::kNumber:
      return &kNumberType;
    case ValueKind::kString:
      return value.as_string().find("${{") == std::string_view::npos ? &kStringType : &kAnyType;
    case ValueKind::kList: {
      const Type* element = nullptr;
      for (const Value& item : value.items()) {
        const Type* one = data_type(item, arena);
        element = element == nullptr ? one : joined(element, one, arena);
      }
      return array_of(element == nullptr ? &kAnyType : element, false, arena);
    }
    case ValueKind::kMap: {
      std::vector<Property> properties;
      for (const Member& member : value.members())
        properties.push_back({arena.copy(ghexpr::lower_case(member.key)), data_type(member.value, arena)});
      return object_of(std::move(properties), nullptr, arena);
    }
    default:
      return &kAnyType;
  }
}

const Type* json_type(std::string_view text, Arena& arena, std::string& wrong) {
  const auto value = read_json(text, arena);
  if (!value) {
    wrong = value.error().message;
    return nullptr;
  }
  return data_type(*value, arena);
}

}  // namespace platlint::github
