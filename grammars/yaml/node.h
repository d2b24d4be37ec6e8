// SPDX-License-Identifier: Apache-2.0
//
// A YAML (or JSON) document as a tree of nodes in an arena, with exact ranges. Scalars keep their text and style: what a
// plain scalar means (YAML 1.2 core schema) is asked with `scalar_type`. An alias is resolved: it is a copy of the anchored
// node whose `range` is where it is used and whose `anchor` tells where it was written; its children are shared.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "analyzer/source/source_range.h"

namespace platlint::yaml {

enum class NodeKind : std::uint8_t { kNull, kScalar, kSequence, kMapping };  // kNull: nothing written, as in `key:`
enum class Style : std::uint8_t { kPlain, kSingleQuoted, kDoubleQuoted, kLiteral, kFolded, kFlow, kBlock };
enum class ScalarType : std::uint8_t { kNull, kBool, kInt, kFloat, kString };

struct Entry;

struct Node {
  NodeKind kind = NodeKind::kNull;
  Style style = Style::kPlain;
  bool merged = false;                  // reached its mapping through `<<`
  SourceRange range = {};               // where it is used; without tag and anchor
  SourceRange anchor = {};              // for an alias (or merged node): where it is written; else invalid
  std::string_view tag = {};            // as written, e.g. "!reference"; empty when none
  std::string_view value = {};          // kScalar: the cooked text
  std::span<const Node> items = {};     // kSequence
  std::span<const Entry> entries = {};  // kMapping: source order; merge keys (`<<`) already resolved; duplicates kept

  // The value of the last entry with that key (YAML readers let the last one win), or null.
  const Node* find(std::string_view key) const;
  bool is_scalar() const { return kind == NodeKind::kScalar; }
  bool is_mapping() const { return kind == NodeKind::kMapping; }
  bool is_sequence() const { return kind == NodeKind::kSequence; }
};

struct Entry {
  Node key = {};
  Node value = {};
};

// The core schema of YAML 1.2: `on`, `yes` and `012` are strings... except that 012 is the integer 12; 0o14 and 0xC are
// integers. Quoted and block scalars are strings, and so is what carries a non-core tag.
ScalarType scalar_type(const Node& node);

struct Comment {
  SourceRange range = {};  // with `#`, without the line break
  bool own_line = false;
};

struct Document {
  const Node* root = nullptr;  // null for an empty document
  SourceRange range = {};      // after `---` up to the next one
};

struct File {
  std::span<const Document> documents = {};
  std::span<const Comment> comments = {};
};

}  // namespace platlint::yaml
