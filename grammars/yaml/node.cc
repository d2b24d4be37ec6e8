// SPDX-License-Identifier: Apache-2.0
#include "grammars/yaml/node.h"

#include <algorithm>
#include <array>

namespace platlint::yaml {
namespace {

constexpr std::array<std::string_view, 5> kNulls = {"", "~", "null", "Null", "NULL"};
constexpr std::array<std::string_view, 6> kBools = {"true", "True", "TRUE", "false", "False", "FALSE"};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool all_of(std::string_view text, bool (*test)(char)) { return !text.empty() && std::all_of(text.begin(), text.end(), test); }

ScalarType number_type(std::string_view text) {
  if (text.starts_with("0o"))
    return all_of(text.substr(2), [](char c) { return c >= '0' && c <= '7'; }) ? ScalarType::kInt : ScalarType::kString;
  if (text.starts_with("0x"))
    return all_of(text.substr(2), [](char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); })
               ? ScalarType::kInt
               : ScalarType::kString;
  std::string_view rest = text;
  if (rest.starts_with('-') || rest.starts_with('+')) rest.remove_prefix(1);
  if (rest == ".inf" || rest == ".Inf" || rest == ".INF" || text == ".nan" || text == ".NaN" || text == ".NAN") return ScalarType::kFloat;
  if (all_of(rest, is_digit)) return ScalarType::kInt;
  std::size_t i = 0;
  std::size_t digits = 0;
  while (i < rest.size() && is_digit(rest[i])) ++i, ++digits;
  if (i < rest.size() && rest[i] == '.') {
    ++i;
    while (i < rest.size() && is_digit(rest[i])) ++i, ++digits;
  }
  if (digits == 0) return ScalarType::kString;
  if (i < rest.size() && (rest[i] == 'e' || rest[i] == 'E')) {
    ++i;
    if (i < rest.size() && (rest[i] == '-' || rest[i] == '+')) ++i;
    if (!all_of(rest.substr(i), is_digit)) return ScalarType::kString;
    i = rest.size();
  }
  return i == rest.size() ? ScalarType::kFloat : ScalarType::kString;
}

}  // namespace

const Node* Node::find(std::string_view key) const {
  for (std::size_t i = entries.size(); i-- > 0;)
    if (entries[i].key.value == key && entries[i].key.is_scalar()) return &entries[i].value;
  return nullptr;
}

ScalarType scalar_type(const Node& node) {
  if (node.kind == NodeKind::kNull) return ScalarType::kNull;
  if (node.style != Style::kPlain) return ScalarType::kString;
  if (!node.tag.empty()) {
    if (node.tag == "!!int") return ScalarType::kInt;
    if (node.tag == "!!float") return ScalarType::kFloat;
    if (node.tag == "!!bool") return ScalarType::kBool;
    if (node.tag == "!!null") return ScalarType::kNull;
    return ScalarType::kString;
  }
  if (std::find(kNulls.begin(), kNulls.end(), node.value) != kNulls.end()) return ScalarType::kNull;
  if (std::find(kBools.begin(), kBools.end(), node.value) != kBools.end()) return ScalarType::kBool;
  return number_type(node.value);
}

}  // namespace platlint::yaml
