// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "analyzer/support/arena.h"

namespace platlint {

enum class TypeKind : std::uint8_t { kDynamic, kBool, kNumber, kString, kList, kSet, kMap, kTuple, kObject };

struct Type;

struct TypeAttribute {
  std::string_view name = {};
  const Type* type = nullptr;
  bool optional = false;
};

// A type as Terraform's language has them (github.com/zclconf/go-cty). Immutable; the simple ones are shared constants,
// the others live in an arena. Compare with `same_type`, not by address.
struct Type {
  TypeKind kind = TypeKind::kDynamic;
  const Type* element = nullptr;                   // kList, kSet, kMap
  std::span<const Type* const> elements = {};      // kTuple
  std::span<const TypeAttribute> attributes = {};  // kObject, sorted by name

  bool is_primitive() const { return kind == TypeKind::kBool || kind == TypeKind::kNumber || kind == TypeKind::kString; }
  bool is_collection() const { return kind == TypeKind::kList || kind == TypeKind::kSet || kind == TypeKind::kMap; }
  const TypeAttribute* attribute(std::string_view name) const;

  static const Type* dynamic();
  static const Type* boolean();
  static const Type* number();
  static const Type* string();
  static const Type* list(const Type* element, Arena& arena);
  static const Type* set(const Type* element, Arena& arena);
  static const Type* map(const Type* element, Arena& arena);
};

bool same_type(const Type* a, const Type* b);
// As Terraform writes it: "list(string)", "object({a=number})".
std::string to_string(const Type* type);

}  // namespace platlint
