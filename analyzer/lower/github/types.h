// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analyzer/support/arena.h"

namespace platlint::github {

enum class TypeKind : std::uint8_t { kAny, kNull, kNumber, kBool, kString, kObject, kArray };

struct Type;

struct Property {
  std::string_view name = {};  // lower case
  const Type* type = nullptr;
};

// What an expression's value can be. Of an object: its known properties, and `rest`, what every other property has; without it the object
// has no other.
struct Type {
  TypeKind kind = TypeKind::kAny;
  std::span<const Property> properties = {};
  const Type* rest = nullptr;
  const Type* element = nullptr;  // of an array
  bool filtered = false;          // an array that `.*` made: properties are looked up in its elements
};

extern const Type kAnyType;
extern const Type kNullType;
extern const Type kNumberType;
extern const Type kBoolType;
extern const Type kStringType;
extern const Type kOpenObject;  // any property, of any type
extern const Type kStringMap;   // any property, all strings
extern const Type kEmptyObject;
extern const Type kAnyArray;

const Type* object_of(std::vector<Property> properties, const Type* rest, Arena& arena);
const Type* array_of(const Type* element, bool filtered, Arena& arena);
// Null when a closed object has no such property. `name` in any case.
const Type* property_of(const Type& object, std::string_view name);
// What is either of the two.
const Type* joined(const Type* a, const Type* b, Arena& arena);
// Can a value of type `from` be given where `to` is wanted, without being a mistake?
bool assignable(const Type& to, const Type& from);
bool same_type(const Type& a, const Type& b);
// "string", "array<number>", "{name: string; os: string}", "{string => string}"
std::string to_string(const Type& type);

}  // namespace platlint::github
