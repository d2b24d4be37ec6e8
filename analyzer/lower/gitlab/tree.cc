// SPDX-License-Identifier: Apache-2.0
#include "analyzer/lower/gitlab/tree.h"

#include <unordered_map>

#include "analyzer/lower/lower.h"

namespace platlint::gitlab {

Tree* Tree::find(std::string_view name) {
  for (auto& [key_text, value] : map)
    if (key_text == name) return &value;
  return nullptr;
}

const Tree* Tree::find(std::string_view name) const { return const_cast<Tree*>(this)->find(name); }

void Tree::erase(std::string_view name) {
  std::erase_if(map, [&](const auto& e) { return e.first == name; });
}

void Tree::set(const std::string& name, Tree value) {
  if (Tree* old = find(name)) *old = std::move(value);
  else map.emplace_back(name, std::move(value));
}

Tree empty_map(SourceRange where) {
  Tree tree;
  tree.kind = Tree::Kind::kMap;
  tree.where = where;
  return tree;
}

Tree from_node(const yaml::Node& node, Arena& arena) {
  Tree tree;
  tree.where = node.range;
  if (node.is_mapping()) {
    tree.kind = Tree::Kind::kMap;
    std::unordered_map<std::string_view, std::size_t> places;
    for (const yaml::Entry& entry : node.entries) {
      Tree value = from_node(entry.value, arena);
      value.key = entry.key.range;
      const auto [place, fresh] = places.try_emplace(entry.key.value, tree.map.size());
      if (fresh) tree.map.emplace_back(std::string(entry.key.value), std::move(value));
      else tree.map[place->second].second = std::move(value);  // of equal keys the last one wins
    }
  } else if (node.is_sequence()) {
    tree.kind = node.tag == "!reference" ? Tree::Kind::kReference : Tree::Kind::kList;
    for (const yaml::Node& item : node.items) tree.list.push_back(from_node(item, arena));
  } else {
    tree.scalar = to_value(node, arena);
  }
  return tree;
}

Value to_model(const Tree& tree, Arena& arena) {
  switch (tree.kind) {
    case Tree::Kind::kMap: {
      std::vector<Member> members;
      for (const auto& [key, value] : tree.map) members.push_back({arena.copy(key), value.key, to_model(value, arena)});
      return Value::map(arena.copy(members)).used_at(tree.where);
    }
    case Tree::Kind::kList: {
      std::vector<Value> items;
      for (const Tree& item : tree.list) items.push_back(to_model(item, arena));
      return Value::list(arena.copy(items)).used_at(tree.where);
    }
    case Tree::Kind::kReference:
      return Value::unknown("the reference leads out of the repository", tree.where, arena);
    case Tree::Kind::kScalar:
      break;
  }
  return tree.scalar.used_at(tree.where);
}

void merge_into(Tree& base, const Tree& over) {
  if (!base.is_map() || !over.is_map()) {
    base = over;
    return;
  }
  std::unordered_map<std::string, std::size_t> places;
  for (std::size_t i = 0; i < base.map.size(); ++i) places.emplace(base.map[i].first, i);
  for (const auto& [key, value] : over.map) {
    const auto [place, fresh] = places.try_emplace(key, base.map.size());
    if (fresh) {
      base.map.emplace_back(key, value);
    } else {
      Tree& old = base.map[place->second].second;
      merge_into(old, value);
      old.key = value.key;
    }
  }
  base.where = over.where;
}

std::size_t size_of(const Tree& tree) {
  std::size_t size = 1;
  for (const auto& [key, value] : tree.map) size += size_of(value);
  for (const Tree& item : tree.list) size += size_of(item);
  return size;
}

}  // namespace platlint::gitlab
