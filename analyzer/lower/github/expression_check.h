// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "analyzer/lower/github/places.h"
#include "analyzer/lower/github/types.h"
#include "grammars/ghexpr/ast.h"
#include "grammars/ghexpr/parser.h"

namespace platlint::github {

// What an expression can see where it stands.
struct Scope {
  Place place = Place::kNowhere;
  bool conditions = false;        // status functions may be called (an `if`)
  const Type* contexts[12] = {};  // by the order of kContexts; null: any
};

// The type of the expression's value; mistakes are appended. Never null.
const Type* check_expression(const ghexpr::Node& root, const Scope& scope, Arena& arena, std::vector<ghexpr::Mistake>& mistakes);

// The value of an expression that reads no context and calls no function that depends on the run: as text and truth. Null when it does.
struct Constant {
  enum class Kind : std::uint8_t { kNull, kBool, kNumber, kString } kind = Kind::kNull;
  bool boolean = false;
  double number = 0;
  std::string text = {};
  bool truthy() const;
};
std::optional<Constant> constant_value(const ghexpr::Node& node);

}  // namespace platlint::github
