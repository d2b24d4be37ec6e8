// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace platlint::jmespath {

// Left is children[0], right children[1] unless said otherwise.
enum class NodeKind : std::uint8_t {
  kCurrent,           // @, and what an omitted operand stands for
  kField,             // text: the key
  kLiteral,           // text: JSON; literal: its index in Expression::literals
  kRawString,         // text: cooked
  kSubexpression,     // left . right
  kIndex,             // children[0] [ index ]
  kSlice,             // children[0] [ start:stop:step ]
  kListProjection,    // left, then right for each item
  kFlatten,           // children[0]
  kFilter,            // left, right for each item that children[2] holds for
  kObjectProjection,  // left, then right for each value
  kMultiselectList,
  kMultiselectHash,  // keys and children
  kOr,
  kAnd,
  kNot,
  kCompare,  // comparator
  kPipe,
  kFunction,   // text: the name; children: the arguments
  kReference,  // &children[0]
};

enum class Comparator : std::uint8_t { kEqual, kNotEqual, kLess, kLessOrEqual, kGreater, kGreaterOrEqual };

struct Node;
using NodePtr = std::unique_ptr<Node>;

struct Node {
  NodeKind kind = NodeKind::kCurrent;
  Comparator comparator = Comparator::kEqual;
  std::string text = {};
  std::vector<std::string> keys = {};
  std::vector<NodePtr> children = {};
  std::int64_t index = 0;
  std::optional<std::int64_t> start = {};
  std::optional<std::int64_t> stop = {};
  std::optional<std::int64_t> step = {};
  std::size_t literal = 0;
  std::uint32_t offset = 0;  // where it begins in the expression's text
  int depth = 1;             // of the tree below it, itself included
};

struct Expression {
  NodePtr root = {};
  std::vector<std::string> literals = {};  // JSON texts, not checked
};

}  // namespace platlint::jmespath
