// SPDX-License-Identifier: Apache-2.0
#include "analyzer/lower/github/types.h"

#include <algorithm>

#include "grammars/ghexpr/ast.h"

namespace platlint::github {

const Type kAnyType = {};
const Type kNullType = {TypeKind::kNull, {}, nullptr, nullptr, false};
const Type kNumberType = {TypeKind::kNumber, {}, nullptr, nullptr, false};
const Type kBoolType = {TypeKind::kBool, {}, nullptr, nullptr, false};
const Type kStringType = {TypeKind::kString, {}, nullptr, nullptr, false};
const Type kOpenObject = {TypeKind::kObject, {}, &kAnyType, nullptr, false};
const Type kStringMap = {TypeKind::kObject, {}, &kStringType, nullptr, false};
const Type kEmptyObject = {TypeKind::kObject, {}, nullptr, nullptr, false};
const Type kAnyArray = {TypeKind::kArray, {}, nullptr, &kAnyType, false};

const Type* object_of(std::vector<Property> properties, const Type* rest, Arena& arena) {
  std::sort(properties.begin(), properties.end(), [](const Property& a, const Property& b) { return a.name < b.name; });
  Type type;
  type.kind = TypeKind::kObject;
  type.properties = arena.copy(properties);
  type.rest = rest;
  return arena.make<Type>(type);
}

const Type* array_of(const Type* element, bool filtered, Arena& arena) {
  Type type;
  type.kind = TypeKind::kArray;
  type.element = element;
  type.filtered = filtered;
  return arena.make<Type>(type);
}

const Type* property_of(const Type& object, std::string_view name) {
  for (const Property& property : object.properties)
    if (property.name.size() == name.size() && ghexpr::same_name(property.name, name)) return property.type;
  return object.rest;
}

bool same_type(const Type& a, const Type& b) {
  if (&a == &b) return true;
  if (a.kind != b.kind) return false;
  if (a.kind == TypeKind::kArray) return same_type(*a.element, *b.element);
  if (a.kind != TypeKind::kObject) return true;
  if ((a.rest == nullptr) != (b.rest == nullptr) || (a.rest != nullptr && !same_type(*a.rest, *b.rest))) return false;
  return std::equal(a.properties.begin(), a.properties.end(), b.properties.begin(), b.properties.end(),
                    [](const Property& x, const Property& y) { return x.name == y.name && same_type(*x.type, *y.type); });
}

const Type* joined(const Type* a, const Type* b, Arena& arena) {
  if (same_type(*a, *b)) return a;
  if (a->kind == TypeKind::kArray && b->kind == TypeKind::kArray)
    return array_of(joined(a->element, b->element, arena), a->filtered || b->filtered, arena);
  if (a->kind != TypeKind::kObject || b->kind != TypeKind::kObject) {
    // A number may stand where a string is wanted, so the two together are a string.
    const auto textual = [](const Type* type) { return type->kind == TypeKind::kString || type->kind == TypeKind::kNumber; };
    return textual(a) && textual(b) ? &kStringType : &kAnyType;
  }
  // Long lists of differing objects must not grow with the square of their length.
  constexpr std::size_t kMost = 256;
  const auto open = [](const Type* type) { return type->rest != nullptr && type->rest->kind == TypeKind::kAny; };
  if (open(a) || open(b) || a->properties.size() + b->properties.size() > kMost) return &kOpenObject;
  std::vector<Property> all(a->properties.begin(), a->properties.end());
  for (const Property& property : b->properties) {
    const auto at = std::find_if(all.begin(), all.end(), [&](const Property& other) { return other.name == property.name; });
    if (at == all.end()) all.push_back(property);
    else at->type = joined(at->type, property.type, arena);
  }
  const Type* rest = a->rest == nullptr ? b->rest : b->rest == nullptr ? a->rest : joined(a->rest, b->rest, arena);
  return object_of(std::move(all), rest, arena);
}

bool assignable(const Type& to, const Type& from) {
  if (to.kind == TypeKind::kAny || from.kind == TypeKind::kAny) return true;
  switch (to.kind) {
    case TypeKind::kBool:
      return true;  // everything is true or false
    case TypeKind::kString:
      return from.kind == TypeKind::kString || from.kind == TypeKind::kNumber;
    case TypeKind::kArray:
      return from.kind == TypeKind::kArray && assignable(*to.element, *from.element);
    default:
      return to.kind == from.kind;
  }
}

std::string to_string(const Type& type) {
  switch (type.kind) {
    case TypeKind::kAny:
      return "any";
    case TypeKind::kNull:
      return "null";
    case TypeKind::kNumber:
      return "number";
    case TypeKind::kBool:
      return "bool";
    case TypeKind::kString:
      return "string";
    case TypeKind::kArray:
      return "array<" + to_string(*type.element) + ">";
    case TypeKind::kObject:
      break;
  }
  if (type.rest != nullptr) return type.rest->kind == TypeKind::kAny ? "object" : "{string => " + to_string(*type.rest) + "}";
  std::string out = "{";
  for (const Property& property : type.properties) {
    if (out.size() > 1) out += "; ";
    if (out.size() > 300) return out + "...}";
    out += std::string(property.name) + ": " + to_string(*property.type);
  }
  return out + "}";
}

}  // namespace platlint::github
