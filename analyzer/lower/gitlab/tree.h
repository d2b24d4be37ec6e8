// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analyzer/model/value.h"
#include "grammars/yaml/node.h"

namespace platlint::gitlab {

// A part of a pipeline's YAML that can be rewritten in place, as extends, !reference and default do.
struct Tree {
  enum class Kind : std::uint8_t { kScalar, kMap, kList, kReference };
  Kind kind = Kind::kScalar;
  Value scalar = {};
  std::vector<std::pair<std::string, Tree>> map = {};
  std::vector<Tree> list = {};  // kReference: the steps of its path
  SourceRange where = {};
  SourceRange key = {};  // of the entry that holds it

  // Of a map; null when there is no such entry.
  Tree* find(std::string_view name);
  const Tree* find(std::string_view name) const;
  void erase(std::string_view name);
  void set(const std::string& name, Tree value);
  bool is_map() const { return kind == Kind::kMap; }
  bool is_list() const { return kind == Kind::kList; }
  bool is_null() const { return kind == Kind::kScalar && scalar.is_absent(); }
  // Of a scalar; empty for anything else.
  std::string text() const { return kind == Kind::kScalar ? scalar.text().value_or("") : std::string(); }
};

Tree empty_map(SourceRange where = {});
Tree from_node(const yaml::Node& node, Arena& arena);
Value to_model(const Tree& tree, Arena& arena);
// The second over the first: maps merge, all else replaces.
void merge_into(Tree& base, const Tree& over);
// How many values it holds, itself included.
std::size_t size_of(const Tree& tree);

}  // namespace platlint::gitlab
