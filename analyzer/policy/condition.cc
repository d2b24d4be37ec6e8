// SPDX-License-Identifier: Apache-2.0
//
// Operators of conditions, as Kyverno has them: equality needs compatible types and reads text as durations, quantities, then wildcards
// with the value as pattern; the In family compares texts with wildcards in both directions; the order family tries durations, quantities,
// numbers, then versions.
#include "analyzer/policy/condition.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <string>
#include <vector>

#include "analyzer/eval/json_value.h"
#include "analyzer/policy/pattern.h"
#include "analyzer/policy/quantity.h"
#include "analyzer/support/glob.h"

namespace platlint::policy {
namespace {

constexpr std::array<std::string_view, 20> kOperators = {"Equals",
                                                         "Equal",
                                                         "NotEquals",
                                                         "NotEqual",
                                                         "In",
                                                         "AnyIn",
                                                         "AllIn",
                                                         "NotIn",
                                                         "AnyNotIn",
                                                         "AllNotIn",
                                                         "GreaterThan",
                                                         "GreaterThanOrEquals",
                                                         "LessThan",
                                                         "LessThanOrEquals",
                                                         "DurationGreaterThan",
                                                         "DurationGreaterThanOrEquals",
                                                         "DurationLessThan",
                                                         "DurationLessThanOrEquals",
                                                         "",
                                                         ""};

std::string sprint(const Value& value) {
  if (value.is_string()) return std::string(value.as_string());
  if (value.is_number()) return go_number(value.as_number().to_double());
  if (value.is_bool()) return value.as_bool() ? "true" : "false";
  if (value.is_absent()) return "<nil>";
  return to_string(value);
}

std::optional<double> as_float(const Value& value) {
  if (value.is_number()) return value.as_number().to_double();
  if (!value.is_string()) return std::nullopt;
  const std::string_view text = value.as_string();
  double out = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), out);
  return !text.empty() && read.ec == std::errc() && read.ptr == text.data() + text.size() ? std::optional<double>(out) : std::nullopt;
}

// Both as durations; a number counts in seconds, but at least one must be written as a duration.
std::optional<int> compare_durations(const Value& a, const Value& b) {
  bool written = false;
  const auto read = [&](const Value& value) -> std::optional<std::int64_t> {
    if (value.is_number()) return whole_nanoseconds(value.as_number().to_double() * 1e9);
    if (!value.is_string() || value.as_string() == "0") return std::nullopt;
    const auto duration = parse_duration(value.as_string());
    written = written || duration.has_value();
    return duration;
  };
  const auto x = read(a);
  const auto y = read(b);
  if (!x || !y || !written) return std::nullopt;
  return *x < *y ? -1 : *x > *y ? 1 : 0;
}

std::optional<int> compare_quantities(const Value& a, const Value& b, Arena& arena) {
  if (!a.is_string() || !b.is_string()) return std::nullopt;
  const auto x = parse_quantity(a.as_string(), arena);
  const auto y = parse_quantity(b.as_string(), arena);
  if (!x || !y) return std::nullopt;
  return compare(*x, *y);
}

bool equal(const Value& key, const Value& value, Arena& arena) {
  switch (key.kind()) {
    case ValueKind::kBool:
      return value.is_bool() && value.as_bool() == key.as_bool();
    case ValueKind::kNumber: {
      if (value.is_number()) return key.as_number() == value.as_number();
      if (const auto order = compare_durations(key, value)) return *order == 0;
      const auto number = as_float(value);
      return number && *number == key.as_number().to_double();
    }
    case ValueKind::kString:
      if (const auto order = compare_durations(key, value)) return *order == 0;
      if (const auto order = compare_quantities(key, value, arena)) return *order == 0;
      return value.is_string() && matches_wildcard(value.as_string(), key.as_string());
    case ValueKind::kMap:
      return value.is_map() && same_value(key, value) == Tri::kTrue;
    case ValueKind::kList:
      return value.is_list() && same_value(key, value) == Tri::kTrue;
    default:
      return false;
  }
}

std::optional<std::vector<int>> version(const Value& value) {
  if (!value.is_string()) return std::nullopt;
  std::string_view text = value.as_string();
  if (text.starts_with('v')) text.remove_prefix(1);
  std::vector<int> parts;
  while (true) {
    int n = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), n);
    if (read.ec != std::errc()) return std::nullopt;
    parts.push_back(n);
    text.remove_prefix(static_cast<std::size_t>(read.ptr - text.data()));
    if (!text.starts_with('.')) break;
    text.remove_prefix(1);
  }
  if (parts.size() > 3 || (!text.empty() && text.front() != '-' && text.front() != '+')) return std::nullopt;
  parts.resize(3);
  parts.push_back(text.starts_with('-') ? 0 : 1);  // a pre-release comes before its release
  return parts;
}

std::optional<int> order(const Value& key, const Value& value, Arena& arena) {
  if (const auto durations = compare_durations(key, value)) return durations;
  if (const auto quantities = compare_quantities(key, value, arena)) return quantities;
  const auto a = as_float(key);
  const auto b = as_float(value);
  if (a && b) return *a < *b ? -1 : *a > *b ? 1 : 0;
  const auto x = version(key);
  const auto y = version(value);
  if (x && y) return *x < *y ? -1 : *x > *y ? 1 : 0;
  return std::nullopt;
}

bool either_matches(const std::string& a, const std::string& b) { return matches_wildcard(a, b) || matches_wildcard(b, a); }

bool is_range(std::string_view text) {
  const std::size_t dash = text.find('-', 1);
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  return dash != std::string_view::npos && dash + 1 < text.size() && digit(text[0]) && (digit(text[dash + 1]) || text[dash + 1] == '-');
}

// Is this one text in the value: a list, a wildcard, a range, or JSON text of a list? Nothing when the value is none of these.
std::optional<bool> is_in(const Value& key, const Value& value, Arena& arena) {
  const std::string text = sprint(key);
  if (value.is_list())
    return std::any_of(value.items().begin(), value.items().end(), [&](const Value& item) { return either_matches(sprint(item), text); });
  if (!value.is_string()) return value.is_number() || value.is_bool() ? std::optional<bool>(sprint(value) == text) : std::nullopt;
  if (matches_wildcard(value.as_string(), text)) return true;
  if (is_range(value.as_string())) return match_leaf(key, value, arena) == Tri::kTrue;
  const auto list = read_json(value.as_string(), arena);
  if (!list || !list->is_list()) return false;
  return std::any_of(list->items().begin(), list->items().end(), [&](const Value& item) { return sprint(item) == text; });
}

bool membership(const Value& key, std::string_view op, const Value& value, Arena& arena) {
  const bool negative = op.ends_with("NotIn");
  if (key.is_absent() || key.is_map()) return false;
  if (!key.is_list()) {
    const auto in = is_in(key, value, arena);
    return in && *in != negative;
  }
  std::size_t inside = 0;
  for (const Value& one : key.items()) {
    const auto in = is_in(one, value, arena);
    if (!in) return false;
    inside += *in;
  }
  const std::size_t size = key.items().size();
  if (op == "AnyIn") return inside > 0;
  if (op == "AllIn" || op == "In") return inside == size;
  if (op == "AnyNotIn" || op == "NotIn") return inside < size;
  return inside == 0;
}

}  // namespace

bool is_operator(std::string_view op) { return !op.empty() && std::find(kOperators.begin(), kOperators.end(), op) != kOperators.end(); }

Tri evaluate_condition(const Value& key, std::string_view op, const Value& value, Arena& arena) {
  if (!key.is_wholly_known() || !value.is_wholly_known() || key.is_open() || value.is_open()) return Tri::kUnknown;
  if (op == "Equals" || op == "Equal") return tri(equal(key, value, arena));
  if (op == "NotEquals" || op == "NotEqual") return tri(!key.is_absent() && !equal(key, value, arena));
  if (op.ends_with("In")) return tri(membership(key, op, value, arena));
  std::string_view name = op;
  if (name.starts_with("Duration")) name.remove_prefix(8);
  const auto compared = order(key, value, arena);
  if (!compared) return Tri::kFalse;
  if (name == "GreaterThan") return tri(*compared > 0);
  if (name == "GreaterThanOrEquals") return tri(*compared >= 0);
  if (name == "LessThan") return tri(*compared < 0);
  if (name == "LessThanOrEquals") return tri(*compared <= 0);
  return Tri::kFalse;
}

}  // namespace platlint::policy
