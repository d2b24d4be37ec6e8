// SPDX-License-Identifier: Apache-2.0
//
// The built-in functions of the JMESPath specification.
#include "analyzer/policy/query_functions.h"

#include <algorithm>
#include <cmath>

#include "analyzer/eval/build.h"
#include "analyzer/eval/json_value.h"
#include "analyzer/policy/quantity.h"

namespace platlint::policy {
namespace {

using Answer = QueryResult<Value>;

Value number_of(double n, Arena& arena) { return Value::number(float_number(n, arena)); }

std::size_t rune_count(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

Answer abs_(const Call& c) { return number_of(std::fabs(c.number(0)), c.arena); }
Answer ceil_(const Call& c) { return number_of(std::ceil(c.number(0)), c.arena); }
Answer floor_(const Call& c) { return number_of(std::floor(c.number(0)), c.arena); }

Answer sum(const Call& c) {
  double total = 0;
  for (const Value& item : c[0].items()) total += item.as_number().to_double();
  return number_of(total, c.arena);
}

Answer avg(const Call& c) {
  if (c[0].items().empty()) return Value::null();
  const auto total = sum(c);
  return number_of(total->as_number().to_double() / static_cast<double>(c[0].items().size()), c.arena);
}

Answer contains(const Call& c) {
  if (c[0].is_string()) return Value::boolean(c[1].is_string() && c.text(0).find(c.text(1)) != std::string_view::npos);
  return Value::boolean(
      std::any_of(c[0].items().begin(), c[0].items().end(), [&](const Value& item) { return same_value(item, c[1]) == Tri::kTrue; }));
}

Answer ends_with(const Call& c) { return Value::boolean(c.text(0).ends_with(c.text(1))); }
Answer starts_with(const Call& c) { return Value::boolean(c.text(0).starts_with(c.text(1))); }

Answer join(const Call& c) {
  std::string out;
  bool first = true;
  for (const Value& item : c[1].items()) {
    if (!first) out += c.text(0);
    first = false;
    out += item.as_string();
  }
  return make_string(out, c.arena);
}

Answer keys(const Call& c) {
  std::vector<Value> out;
  for (const Member& member : c[0].members()) out.push_back(Value::string(member.key).used_at(member.key_range));
  return make_list(out, c.arena);
}

Answer values(const Call& c) {
  std::vector<Value> out;
  for (const Member& member : c[0].members()) out.push_back(member.value);
  return make_list(out, c.arena);
}

Answer length(const Call& c) {
  const std::size_t n = c[0].is_string() ? rune_count(c.text(0)) : c[0].is_list() ? c[0].items().size() : c[0].members().size();
  return Value::number(static_cast<std::int64_t>(n));
}

Answer map(const Call& c) {
  std::vector<Value> out;
  for (const Value& item : c[1].items()) {
    const auto value = c.apply(*c.arguments[0].reference, item);
    if (!value) return value;
    out.push_back(*value);
  }
  return make_list(out, c.arena);
}

// Negative, zero, positive; both of one kind.
int order(const Value& a, const Value& b) {
  if (a.is_string()) return a.as_string().compare(b.as_string());
  return compare(a.as_number(), b.as_number());
}

Answer extreme(const Call& c, int sign) {
  const Value* best = nullptr;
  for (const Value& item : c[0].items())
    if (best == nullptr || order(item, *best) * sign > 0) best = &item;
  return best == nullptr ? Value::null() : *best;
}
Answer max(const Call& c) { return extreme(c, 1); }
Answer min(const Call& c) { return extreme(c, -1); }

// The key of every item; all strings or all numbers.
tl::expected<std::vector<Value>, QueryError> sort_keys(const Call& c) {
  std::vector<Value> out;
  for (const Value& item : c[0].items()) {
    const auto key = c.apply(*c.arguments[1].reference, item);
    if (!key) return tl::unexpected(key.error());
    if (!key->is_string() && !key->is_number()) return query_error("the sort key must be a string or a number");
    if (!out.empty() && out.front().kind() != key->kind()) return query_error("the sort keys are of different types");
    out.push_back(*key);
  }
  return out;
}

Answer extreme_by(const Call& c, int sign) {
  const auto by = sort_keys(c);
  if (!by) return tl::unexpected(by.error());
  if (by->empty()) return Value::null();
  std::size_t best = 0;
  for (std::size_t i = 1; i < by->size(); ++i)
    if (order((*by)[i], (*by)[best]) * sign > 0) best = i;
  return c[0].items()[best];
}
Answer max_by(const Call& c) { return extreme_by(c, 1); }
Answer min_by(const Call& c) { return extreme_by(c, -1); }

Answer sort(const Call& c) {
  std::vector<Value> out(c[0].items().begin(), c[0].items().end());
  std::stable_sort(out.begin(), out.end(), [](const Value& a, const Value& b) { return order(a, b) < 0; });
  return make_list(out, c.arena);
}

Answer sort_by(const Call& c) {
  const auto by = sort_keys(c);
  if (!by) return tl::unexpected(by.error());
  std::vector<std::size_t> at(by->size());
  for (std::size_t i = 0; i < at.size(); ++i) at[i] = i;
  std::stable_sort(at.begin(), at.end(), [&](std::size_t a, std::size_t b) { return order((*by)[a], (*by)[b]) < 0; });
  std::vector<Value> out;
  for (const std::size_t i : at) out.push_back(c[0].items()[i]);
  return make_list(out, c.arena);
}

Answer merge(const Call& c) {
  std::vector<Member> members;
  for (const Argument& argument : c.arguments)
    members.insert(members.end(), argument.value.members().begin(), argument.value.members().end());
  return make_map(std::move(members), c.arena);
}

Answer not_null(const Call& c) {
  for (const Argument& argument : c.arguments)
    if (!argument.value.is_absent()) return argument.value;
  return Value::null();
}

Answer reverse(const Call& c) {
  if (c[0].is_list()) {
    std::vector<Value> out(c[0].items().rbegin(), c[0].items().rend());
    return make_list(out, c.arena);
  }
  std::string out;
  std::string_view text = c.text(0);
  while (!text.empty()) {  // by code points
    std::size_t at = text.size() - 1;
    while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U) --at;
    out += text.substr(at);
    text = text.substr(0, at);
  }
  return make_string(out, c.arena);
}

Answer to_array(const Call& c) {
  if (c[0].is_list()) return c[0];
  return make_list({c[0]}, c.arena);
}

Answer to_number(const Call& c) {
  if (c[0].is_number()) return c[0];
  if (!c[0].is_string()) return Value::null();
  const auto number = Number::parse(c.text(0), c.arena);
  return number ? Value::number(*number) : Value::null();
}

Answer to_string_(const Call& c) {
  if (c[0].is_string()) return c[0];
  std::string out;
  write_json(c[0], out);
  return make_string(out, c.arena);
}

Answer type(const Call& c) {
  switch (c[0].kind()) {
    case ValueKind::kBool:
      return Value::string("boolean");
    case ValueKind::kNumber:
      return Value::string("number");
    case ValueKind::kString:
      return Value::string("string");
    case ValueKind::kList:
      return Value::string("array");
    case ValueKind::kMap:
      return Value::string("object");
    default:
      return Value::string("null");
  }
}

}  // namespace

std::span<const QueryFunction> standard_functions() {
  constexpr std::uint16_t kOrdered = kStringsType | kNumbersType;
  static const std::vector<QueryFunction> functions = {
      {"abs", {kNumberType}, false, false, abs_},
      {"avg", {kNumbersType}, false, false, avg},
      {"ceil", {kNumberType}, false, false, ceil_},
      {"contains", {kStringType | kListType, kAnyType}, false, false, contains},
      {"ends_with", {kStringType, kStringType}, false, false, ends_with},
      {"floor", {kNumberType}, false, false, floor_},
      {"join", {kStringType, kStringsType}, false, false, join},
      {"keys", {kMapType}, false, true, keys},
      {"length", {kStringType | kListType | kMapType}, false, true, length},
      {"map", {kReferenceType, kListType}, false, true, map},
      {"max", {kOrdered}, false, false, max},
      {"max_by", {kListType, kReferenceType}, false, false, max_by},
      {"merge", {kMapType}, true, true, merge},
      {"min", {kOrdered}, false, false, min},
      {"min_by", {kListType, kReferenceType}, false, false, min_by},
      {"not_null", {kAnyType}, true, true, not_null},
      {"reverse", {kStringType | kListType}, false, true, reverse},
      {"sort", {kOrdered}, false, false, sort},
      {"sort_by", {kListType, kReferenceType}, false, false, sort_by},
      {"starts_with", {kStringType, kStringType}, false, false, starts_with},
      {"sum", {kNumbersType}, false, false, sum},
      {"to_array", {kAnyType & ~kReferenceType}, false, true, to_array},
      {"to_number", {kAnyType & ~kReferenceType}, false, false, to_number},
      {"to_string", {kAnyType & ~kReferenceType}, false, false, to_string_},
      {"type", {kAnyType & ~kReferenceType}, false, true, type},
      {"values", {kMapType}, false, true, values},
  };
  return functions;
}

const QueryFunction* find_function(std::string_view name, Dialect dialect) {
  const auto look = [&](std::span<const QueryFunction> functions) -> const QueryFunction* {
    for (const QueryFunction& function : functions)
      if (function.name == name) return &function;
    return nullptr;
  };
  if (dialect == Dialect::kKyverno) {
    for (const auto functions : {kyverno_functions(), kyverno_text_functions()})
      if (const QueryFunction* found = look(functions)) return found;
  }
  return look(standard_functions());
}

}  // namespace platlint::policy
