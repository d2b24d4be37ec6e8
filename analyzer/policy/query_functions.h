// SPDX-License-Identifier: Apache-2.0
//
// The functions of JMESPath expressions: a table, so that types and arity are checked in one place.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/policy/query.h"

namespace platlint::policy {

// What an argument may be.
enum TypeBits : std::uint16_t {
  kAnyType = 0x1ff,
  kNullType = 1,
  kBoolType = 2,
  kNumberType = 4,
  kStringType = 8,
  kListType = 16,
  kMapType = 32,
  kReferenceType = 64,
  kStringsType = 128,
  kNumbersType = 256
};

struct Argument {
  Value value = {};
  const jmespath::Node* reference = nullptr;  // &expression
};

struct Call {
  std::span<const Argument> arguments;
  Arena& arena;
  std::function<QueryResult<Value>(const jmespath::Node&, const Value&)> apply;

  const Value& operator[](std::size_t i) const { return arguments[i].value; }
  std::string_view text(std::size_t i) const { return arguments[i].value.as_string(); }
  double number(std::size_t i) const { return arguments[i].value.as_number().to_double(); }
};

struct QueryFunction {
  std::string_view name = {};
  std::vector<std::uint16_t> types = {};
  bool variadic = false;  // the last type any number of times, at least once
  bool shallow = false;   // unknowns inside lists and maps do not matter
  QueryResult<Value> (*call)(const Call& call) = nullptr;
  std::size_t optional = 0;  // this many arguments at the end may be left out
};

const QueryFunction* find_function(std::string_view name, Dialect dialect);

std::span<const QueryFunction> standard_functions();
std::span<const QueryFunction> kyverno_functions();
std::span<const QueryFunction> kyverno_text_functions();

inline tl::unexpected<QueryError> query_error(std::string message) {
  return tl::unexpected<QueryError>(QueryError{false, std::move(message)});
}

}  // namespace platlint::policy
