// SPDX-License-Identifier: Apache-2.0
//
// Expressions without any context, worked out as GitHub would: && and || pass operands on, texts compare without regard to case, operands
// of different kinds become numbers. https://docs.github.com/actions/reference/workflows-and-actions/expressions#operators
#include <cmath>
#include <cstdlib>
#include <limits>
#include <optional>

#include "analyzer/lower/github/expression_check.h"

namespace platlint::github {
namespace {

using ghexpr::Comparator;
using ghexpr::Node;
using ghexpr::NodeKind;

Constant make(bool value) { return {Constant::Kind::kBool, value, 0, {}}; }
Constant make(std::string value) { return {Constant::Kind::kString, false, 0, std::move(value)}; }

std::optional<std::string> text_of(const Constant& value) {
  switch (value.kind) {
    case Constant::Kind::kNull:
      return std::string();
    case Constant::Kind::kBool:
      return std::string(value.boolean ? "true" : "false");
    case Constant::Kind::kString:
      return value.text;
    case Constant::Kind::kNumber:
      // Fractions print in .NET's fashion; whole numbers need no such care.
      if (std::floor(value.number) != value.number || std::abs(value.number) > 1e15) return std::nullopt;
      return std::to_string(static_cast<long long>(value.number));
  }
  return std::nullopt;
}

double number_of(const Constant& value) {
  switch (value.kind) {
    case Constant::Kind::kNull:
      return 0;
    case Constant::Kind::kBool:
      return value.boolean ? 1 : 0;
    case Constant::Kind::kNumber:
      return value.number;
    case Constant::Kind::kString:
      break;
  }
  if (value.text.empty()) return 0;
  char* end = nullptr;
  const double number = std::strtod(value.text.c_str(), &end);
  return *end == '\0' ? number : std::numeric_limits<double>::quiet_NaN();
}

bool compare(const Constant& a, const Constant& b, Comparator comparator) {
  int order = 0;
  if (a.kind == Constant::Kind::kString && b.kind == Constant::Kind::kString) {
    order = ghexpr::lower_case(a.text).compare(ghexpr::lower_case(b.text));
  } else {
    const double x = number_of(a);
    const double y = number_of(b);
    if (std::isnan(x) || std::isnan(y)) return comparator == Comparator::kNotEqual;
    order = x < y ? -1 : x > y ? 1 : 0;
  }
  switch (comparator) {
    case Comparator::kEqual:
      return order == 0;
    case Comparator::kNotEqual:
      return order != 0;
    case Comparator::kLess:
      return order < 0;
    case Comparator::kLessOrEqual:
      return order <= 0;
    case Comparator::kGreater:
      return order > 0;
    case Comparator::kGreaterOrEqual:
      return order >= 0;
  }
  return false;
}

std::optional<std::string> format(std::string_view pattern, const std::vector<std::string>& arguments) {
  std::string out;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if ((pattern[i] == '{' || pattern[i] == '}') && i + 1 < pattern.size() && pattern[i + 1] == pattern[i]) {
      out += pattern[i++];
    } else if (pattern[i] == '{') {
      const std::size_t end = pattern.find('}', i);
      if (end == std::string_view::npos || end == i + 1 || end - i > 3) return std::nullopt;
      std::size_t index = 0;
      for (std::size_t k = i + 1; k < end; ++k) {
        if (pattern[k] < '0' || pattern[k] > '9') return std::nullopt;
        index = index * 10 + static_cast<std::size_t>(pattern[k] - '0');
      }
      if (index >= arguments.size()) return std::nullopt;
      out += arguments[index];
      i = end;
    } else {
      out += pattern[i];
    }
  }
  return out;
}

std::optional<Constant> call(const Node& node) {
  const std::string name = ghexpr::lower_case(node.text);
  if (name != "contains" && name != "startswith" && name != "endswith" && name != "format") return std::nullopt;
  std::vector<std::string> texts;
  for (const Node* child : node.children) {
    const auto value = constant_value(*child);
    const auto text = value ? text_of(*value) : std::nullopt;
    if (!text) return std::nullopt;
    texts.push_back(name == "format" ? *text : ghexpr::lower_case(*text));
  }
  if (texts.size() < 2) return std::nullopt;
  if (name == "contains") return make(texts[0].find(texts[1]) != std::string::npos);
  if (name == "startswith") return make(texts[0].starts_with(texts[1]));
  if (name == "endswith") return make(texts[0].ends_with(texts[1]));
  const auto text = format(texts[0], {texts.begin() + 1, texts.end()});
  if (!text) return std::nullopt;
  return make(*text);
}

}  // namespace

bool Constant::truthy() const {
  switch (kind) {
    case Kind::kNull:
      return false;
    case Kind::kBool:
      return boolean;
    case Kind::kNumber:
      return number != 0 && !std::isnan(number);
    case Kind::kString:
      return !text.empty();
  }
  return false;
}

std::optional<Constant> constant_value(const Node& node) {
  switch (node.kind) {
    case NodeKind::kNull:
      return Constant{};
    case NodeKind::kBool:
      return make(node.boolean);
    case NodeKind::kNumber:
      return Constant{Constant::Kind::kNumber, false, node.number, {}};
    case NodeKind::kString:
      return make(std::string(node.text));
    case NodeKind::kNot: {
      const auto value = constant_value(*node.children[0]);
      if (!value) return std::nullopt;
      return make(!value->truthy());
    }
    case NodeKind::kCompare: {
      const auto left = constant_value(*node.children[0]);
      const auto right = constant_value(*node.children[1]);
      if (!left || !right) return std::nullopt;
      return make(compare(*left, *right, node.comparator));
    }
    case NodeKind::kAnd:
    case NodeKind::kOr: {
      std::optional<Constant> value;
      for (const Node* child : node.children) {
        value = constant_value(*child);
        if (!value || value->truthy() == (node.kind == NodeKind::kOr)) return value;
      }
      return value;
    }
    case NodeKind::kCall:
      return call(node);
    default:
      return std::nullopt;
  }
}

}  // namespace platlint::github
