// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "analyzer/model/value.h"
#include "analyzer/source/diagnostic.h"
#include "analyzer/support/result.h"
#include "grammars/hcl/ast.h"

namespace platlint {

// Terraform's automatic conversion of a value to a type (cty's convert package). Unknown and null values keep that; marks, refs and
// ranges are kept. The error says what was wanted, without a place.
Result<Value> convert(const Value& value, const Type* type, Arena& arena);

// The type of a value: of known structural values built from their parts.
const Type* type_of(const Value& value, Arena& arena);

// The one type that all convert to, or null when there is none (cty's convert.Unify).
const Type* unify(std::span<const Type* const> types, Arena& arena);

// A type constraint such as `list(object({a = string, b = optional(number, 1)}))`. `defaults` (may be null) receives the value
// to merge in for optional attributes, see apply_defaults. Errors go to `errors`; then the result is dynamic.
struct TypeDefaults;
const Type* parse_type(const hcl::Expr& expr, bool allow_any, Arena& arena, Diagnostics& errors, const TypeDefaults** defaults = nullptr);

// Fills in missing optional attributes at any depth.
Value apply_defaults(const Value& value, const TypeDefaults& defaults, Arena& arena);

}  // namespace platlint
