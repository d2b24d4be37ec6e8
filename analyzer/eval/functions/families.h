// SPDX-License-Identifier: Apache-2.0
//
// The families of functions and what they share. A family's table is made at the first call; its rows are in any order.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/eval/build.h"
#include "analyzer/eval/convert.h"
#include "analyzer/eval/function.h"

namespace platlint {

std::span<const Function> string_functions();
std::span<const Function> regex_functions();
std::span<const Function> format_functions();
std::span<const Function> numeric_functions();
std::span<const Function> collection_functions();
std::span<const Function> set_functions();
std::span<const Function> conversion_functions();
std::span<const Function> encoding_functions();
std::span<const Function> yaml_functions();
std::span<const Function> hash_functions();
std::span<const Function> date_functions();
std::span<const Function> ip_functions();
std::span<const Function> file_functions();

// ---- rows
inline FunctionParameter parameter(std::string_view name, const Type* type = nullptr) { return {.name = name, .type = type}; }
inline FunctionParameter text_parameter(std::string_view name) { return parameter(name, Type::string()); }
inline FunctionParameter number_parameter(std::string_view name) { return parameter(name, Type::number()); }
// Takes anything as it is: null, unknown.
inline FunctionParameter raw_parameter(std::string_view name) { return {.name = name, .allow_null = true, .allow_unknown = true}; }
// Takes values with unknown parts, but no null.
inline FunctionParameter partial_parameter(std::string_view name, const Type* type = nullptr) {
  return {.name = name, .type = type, .allow_unknown = true};
}

inline const Type* gives_string(std::span<const Value>, Arena&) { return Type::string(); }
inline const Type* gives_number(std::span<const Value>, Arena&) { return Type::number(); }
inline const Type* gives_bool(std::span<const Value>, Arena&) { return Type::boolean(); }
inline const Type* gives_string_list(std::span<const Value>, Arena& arena) { return Type::list(Type::string(), arena); }

inline Value string_list(const std::vector<std::string>& texts, Arena& arena) {
  std::vector<Value> items;
  for (const std::string& text : texts) items.push_back(make_string(text, arena));
  return make_list(items, arena, Collection::kList, Type::string());
}

// The bytes of the grapheme clusters that a text consists of (Unicode's text segmentation): what people count as characters.
std::vector<std::string_view> graphemes(std::string_view text);

}  // namespace platlint
