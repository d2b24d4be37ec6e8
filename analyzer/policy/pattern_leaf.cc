// SPDX-License-Identifier: Apache-2.0
//
// Leaves of patterns. One string pattern is a disjunction (|) of conjunctions (&) of pieces; a piece is an operator and an operand, or a
// range. Each piece is tried as Go duration, as Kubernetes quantity, as text; a kind counts only where pattern and value both are of it.
// A missing or null value counts as 0 for the first two and never matches as text: that is Kyverno's rule, odd as it is.
#include <re2/re2.h>

#include <array>
#include <cstdio>

#include "analyzer/policy/pattern.h"
#include "analyzer/policy/quantity.h"
#include "analyzer/support/glob.h"

namespace platlint::policy {
namespace {

enum class Operator : std::uint8_t { kEqual, kNotEqual, kLess, kLessOrEqual, kGreater, kGreaterOrEqual };

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

bool holds(int order, Operator op) {
  switch (op) {
    case Operator::kEqual:
      return order == 0;
    case Operator::kNotEqual:
      return order != 0;
    case Operator::kLess:
      return order < 0;
    case Operator::kLessOrEqual:
      return order <= 0;
    case Operator::kGreater:
      return order > 0;
    case Operator::kGreaterOrEqual:
      return order >= 0;
  }
  return false;
}

// The text that durations and quantities are read from; nothing for what is neither text nor number.
std::optional<std::string> measurable(const Value& value) {
  if (value.is_absent()) return "0";
  if (value.is_string()) return std::string(value.as_string());
  if (value.is_number()) return value.as_number().to_string();
  return std::nullopt;
}

std::optional<std::string> plain(const Value& value) {
  if (value.is_string()) return std::string(value.as_string());
  if (value.is_bool()) return value.as_bool() ? "true" : "false";
  if (value.is_number()) return go_number_e(value.as_number().to_double());
  return std::nullopt;
}

bool compare_piece(const Value& value, std::string_view pattern, Operator op, Arena& arena) {
  if (const auto text = measurable(value)) {
    if (const auto wanted = parse_duration(pattern))
      if (const auto have = parse_duration(*text); have && holds(*have < *wanted ? -1 : *have > *wanted ? 1 : 0, op)) return true;
    if (const auto wanted = parse_quantity(pattern, arena))
      if (const auto have = parse_quantity(*text, arena); have && holds(compare(*have, *wanted), op)) return true;
  }
  if (op != Operator::kEqual && op != Operator::kNotEqual) return false;
  const auto text = plain(value);
  return text && matches_wildcard(pattern, *text) == (op == Operator::kEqual);
}

bool match_piece(const Value& value, std::string_view pattern, Arena& arena) {
  static const RE2 kNotRange(R"(([-|\+]?\d+(?:\.\d+)?[A-Za-z]*)!-([-|\+]?\d+(?:\.\d+)?[A-Za-z]*))");
  static const RE2 kRange(R"(([-|\+]?\d+(?:\.\d+)?[A-Za-z]*)-([-|\+]?\d+(?:\.\d+)?[A-Za-z]*))");
  struct Prefix {
    std::string_view text;
    Operator op;
  };
  static constexpr std::array<Prefix, 5> kPrefixes = {{{">=", Operator::kGreaterOrEqual},
                                                       {"<=", Operator::kLessOrEqual},
                                                       {">", Operator::kGreater},
                                                       {"<", Operator::kLess},
                                                       {"!", Operator::kNotEqual}}};
  if (pattern.size() >= 2) {
    for (const Prefix& prefix : kPrefixes)
      if (pattern.starts_with(prefix.text)) return compare_piece(value, trimmed(pattern.substr(prefix.text.size())), prefix.op, arena);
    std::string low;
    std::string high;
    if (RE2::FullMatch(std::string(pattern), kNotRange, &low, &high))
      return compare_piece(value, low, Operator::kLess, arena) || compare_piece(value, high, Operator::kGreater, arena);
    if (RE2::FullMatch(std::string(pattern), kRange, &low, &high))
      return compare_piece(value, low, Operator::kGreaterOrEqual, arena) && compare_piece(value, high, Operator::kLessOrEqual, arena);
  }
  return compare_piece(value, pattern, Operator::kEqual, arena);
}

template <class Test>
bool any_part(std::string_view text, char by, Test&& test) {
  while (true) {
    const std::size_t at = text.find(by);
    if (test(trimmed(text.substr(0, at)))) return true;
    if (at == std::string_view::npos) return false;
    text.remove_prefix(at + 1);
  }
}

bool match_text(const Value& value, std::string_view pattern, Arena& arena) {
  if (value.is_string() && value.as_string() == pattern) return true;
  return any_part(pattern, '|', [&](std::string_view choice) {
    return !any_part(choice, '&', [&](std::string_view piece) { return !match_piece(value, piece, arena); });
  });
}

// What is known of an unknown text may already decide an exact or a prefix pattern without operators.
bool impossible(const Value& value, std::string_view pattern) {
  if (pattern.find_first_of("|&<>!?") != std::string_view::npos) return false;
  const UnknownInfo& info = value.unknown_info();
  const std::string_view head = pattern.substr(0, pattern.find('*'));
  const std::size_t shared = std::min(head.size(), info.prefix.size());
  return !info.prefix.empty() && head.substr(0, shared) != info.prefix.substr(0, shared);
}

}  // namespace

bool has_wildcard(std::string_view text) { return text.find_first_of("*?") != std::string_view::npos; }

Tri match_leaf(const Value& value, const Value& pattern, Arena& arena) {
  if (value.is_unknown()) return pattern.is_string() && impossible(value, pattern.as_string()) ? Tri::kFalse : Tri::kUnknown;
  if (pattern.is_unknown()) return Tri::kUnknown;
  switch (pattern.kind()) {
    case ValueKind::kBool:
      return tri(value.is_bool() && value.as_bool() == pattern.as_bool());
    case ValueKind::kNumber: {
      if (value.is_number()) return tri(value.as_number() == pattern.as_number());
      if (!value.is_string()) return Tri::kFalse;
      const auto number = Number::parse(value.as_string(), arena);
      return tri(number && *number == pattern.as_number());
    }
    case ValueKind::kMissing:
    case ValueKind::kNull:
      if (value.is_absent()) return Tri::kTrue;
      return tri((value.is_number() && value.as_number().sign() == 0) || (value.is_string() && value.as_string().empty()) ||
                 (value.is_bool() && !value.as_bool()));
    case ValueKind::kString:
      if (value.is_map() || value.is_list()) return Tri::kFalse;
      return tri(match_text(value, pattern.as_string(), arena));
    default:
      return Tri::kFalse;
  }
}

}  // namespace platlint::policy
