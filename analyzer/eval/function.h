// SPDX-License-Identifier: Apache-2.0
//
// What a function of the language looks like to the evaluator. A family of functions is one file in functions/ that exports one
// table; functions.cc joins the tables and finds names.
#pragma once

#include <span>
#include <string_view>

#include "analyzer/eval/evaluator.h"

namespace platlint {

struct FunctionParameter {
  std::string_view name = {};
  const Type* type = nullptr;  // null: any. Arguments are converted to it before the call.
  bool allow_null = false;     // otherwise null is an error
  bool allow_unknown = false;  // otherwise any unknown argument makes the result unknown (of type `result`) without a call
  bool allow_marked = false;   // otherwise marks are taken off and put on the result
};

struct FunctionCall {
  std::span<const Value> args;
  SourceRange where;
  Evaluation& evaluation;
  Arena& arena() const { return evaluation.arena; }
  // Reports an error and gives the unknown value to return.
  Value error(std::string message) const;
  // The same, pointing at one argument: "Invalid value for "name" parameter: message.".
  Value argument_error(std::size_t index, std::string message) const;
  // Pays for what is about to be made, see budget.h; false: give back too_large().
  bool spend(std::uint64_t amount) const;
  Value too_large() const { return Value::unknown("it is larger than the analysis allows", where, evaluation.arena); }
};

struct Function {
  std::string_view name = {};
  std::span<const FunctionParameter> parameters = {};
  const FunctionParameter* variadic = nullptr;                                 // null: takes no more than `parameters`
  const Type* (*result)(std::span<const Value> args, Arena& arena) = nullptr;  // the type of an unknown result; null: dynamic
  Value (*call)(FunctionCall& call) = nullptr;
  // Its result is a part of the arguments, or holds parts of them, with the references of their own: others are not referred to.
  bool gives_parts = false;
};

// Null when there is none of that name ("upper", "core::upper").
const Function* find_function(std::string_view name);
std::span<const Function* const> all_functions();  // sorted by name

}  // namespace platlint
