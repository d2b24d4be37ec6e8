// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace platlint::ghexpr {

// Half-open run of bytes of the expression's text.
struct Span {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  bool operator==(const Span&) const = default;
};

enum class NodeKind : std::uint8_t {
  kNull,
  kBool,      // boolean
  kNumber,    // number; text: as written
  kString,    // text: cooked
  kContext,   // text: the name as written, e.g. github
  kProperty,  // children[0] . text; `span` covers both, `name` the text alone
  kIndex,     // children[0] [ children[1] ]
  kFilter,    // children[0] .*  or  children[0] [*]
  kCall,      // text: the function's name as written; children: the arguments
  kNot,       // ! children[0]
  kCompare,   // children[0] comparator children[1]
  kAnd,       // two or more children
  kOr,        // two or more children
};

enum class Comparator : std::uint8_t { kEqual, kNotEqual, kLess, kLessOrEqual, kGreater, kGreaterOrEqual };

// In the arena that `parse` was given; text points there or into the expression's text.
struct Node {
  NodeKind kind = NodeKind::kNull;
  Comparator comparator = Comparator::kEqual;
  bool boolean = false;
  double number = 0;
  std::string_view text = {};
  std::span<const Node* const> children = {};
  Span span = {};
  Span name = {};  // of a property, a context or a function: where its name stands
  int depth = 1;   // levels of the tree below it, itself included
};

// Names compare without regard to ASCII case.
bool same_name(std::string_view a, std::string_view b);
std::string lower_case(std::string_view text);

// "github.event.issue.title" in lower case; an index by a literal string counts as a property, a filter or an index by a number
// is "*", any other index "?". Empty when the node is not a chain that begins at a context.
std::string path_of(const Node& node);

// Canonical text, which parses to the same tree.
std::string print(const Node& node);
std::string_view symbol(Comparator comparator);

}  // namespace platlint::ghexpr
