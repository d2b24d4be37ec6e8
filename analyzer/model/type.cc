// SPDX-License-Identifier: Apache-2.0
#include "analyzer/model/type.h"

#include <algorithm>

namespace platlint {
namespace {

constexpr Type kDynamicType{.kind = TypeKind::kDynamic};
constexpr Type kBoolType{.kind = TypeKind::kBool};
constexpr Type kNumberType{.kind = TypeKind::kNumber};
constexpr Type kStringType{.kind = TypeKind::kString};

const Type* collection(TypeKind kind, const Type* element, Arena& arena) {
  return arena.make<Type>(Type{.kind = kind, .element = element});
}

}  // namespace

const Type* Type::dynamic() { return &kDynamicType; }
const Type* Type::boolean() { return &kBoolType; }
const Type* Type::number() { return &kNumberType; }
const Type* Type::string() { return &kStringType; }
const Type* Type::list(const Type* element, Arena& arena) { return collection(TypeKind::kList, element, arena); }
const Type* Type::set(const Type* element, Arena& arena) { return collection(TypeKind::kSet, element, arena); }
const Type* Type::map(const Type* element, Arena& arena) { return collection(TypeKind::kMap, element, arena); }

const TypeAttribute* Type::attribute(std::string_view name) const {
  const auto at = std::find_if(attributes.begin(), attributes.end(), [&](const TypeAttribute& a) { return a.name == name; });
  return at == attributes.end() ? nullptr : &*at;
}

bool same_type(const Type* a, const Type* b) {
  if (a == b) return true;
  if (a->kind != b->kind) return false;
  switch (a->kind) {
    case TypeKind::kList:
    case TypeKind::kSet:
    case TypeKind::kMap:
      return same_type(a->element, b->element);
    case TypeKind::kTuple:
      return std::equal(a->elements.begin(), a->elements.end(), b->elements.begin(), b->elements.end(), same_type);
    case TypeKind::kObject:
      return std::equal(a->attributes.begin(), a->attributes.end(), b->attributes.begin(), b->attributes.end(),
                        [](const TypeAttribute& x, const TypeAttribute& y) {
                          return x.name == y.name && x.optional == y.optional && same_type(x.type, y.type);
                        });
    default:
      return true;
  }
}

std::string to_string(const Type* type) {
  switch (type->kind) {
    case TypeKind::kDynamic:
      return "any";
    case TypeKind::kBool:
      return "bool";
    case TypeKind::kNumber:
      return "number";
    case TypeKind::kString:
      return "string";
    case TypeKind::kList:
      return "list(" + to_string(type->element) + ")";
    case TypeKind::kSet:
      return "set(" + to_string(type->element) + ")";
    case TypeKind::kMap:
      return "map(" + to_string(type->element) + ")";
    case TypeKind::kTuple: {
      std::string text = "tuple([";
      for (const Type* element : type->elements) text += (text.back() == '[' ? "" : ",") + to_string(element);
      return text + "])";
    }
    case TypeKind::kObject: {
      std::string text = "object({";
      for (const TypeAttribute& a : type->attributes) {
        if (text.back() != '{') text += ',';
        text += std::string(a.name) + "=" + (a.optional ? "optional(" + to_string(a.type) + ")" : to_string(a.type));
      }
      return text + "})";
    }
  }
  return "any";
}

}  // namespace platlint
