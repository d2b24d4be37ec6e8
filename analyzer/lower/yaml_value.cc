// SPDX-License-Identifier: Apache-2.0
#include "analyzer/lower/lower.h"

#include "grammars/yaml/parser.h"

namespace platlint {
namespace {

const Origin* origin_of(const yaml::Node& node, Arena& arena) {
  if (!node.anchor.valid()) return nullptr;
  return arena.make<Origin>(Origin{.kind = node.merged ? OriginKind::kMergeKey : OriginKind::kAnchor, .where = node.anchor, .name = {}});
}

Value scalar(const yaml::Node& node, Arena& arena) {
  switch (yaml::scalar_type(node)) {
    case yaml::ScalarType::kNull:
      return Value::null();
    case yaml::ScalarType::kBool:
      return Value::boolean(node.value.starts_with('t') || node.value.starts_with('T'));
    case yaml::ScalarType::kInt:
    case yaml::ScalarType::kFloat: {
      std::string_view text = node.value;
      if (text.starts_with('+')) text.remove_prefix(1);
      if (const auto number = Number::parse(text, arena)) return Value::number(*number);
      return Value::string(node.value);
    }
    default:
      return Value::string(node.value);
  }
}

}  // namespace

// Recursion is bounded by the parser's depth limit. Text stays in the tree's arena or in the source, both of which outlive values.
Value to_value(const yaml::Node& node, Arena& arena) {
  Value value;
  switch (node.kind) {
    case yaml::NodeKind::kNull:
      value = Value::null();
      break;
    case yaml::NodeKind::kScalar:
      value = scalar(node, arena);
      break;
    case yaml::NodeKind::kSequence: {
      std::vector<Value> items;
      items.reserve(node.items.size());
      for (const yaml::Node& item : node.items) items.push_back(to_value(item, arena));
      value = Value::list(arena.copy(items));
      break;
    }
    case yaml::NodeKind::kMapping: {
      std::vector<Member> members;
      members.reserve(node.entries.size());
      for (const yaml::Entry& entry : node.entries) members.push_back({entry.key.value, entry.key.range, to_value(entry.value, arena)});
      value = Value::map(arena.copy(members));
      break;
    }
  }
  return value.used_at(node.range).with_origin(origin_of(node, arena));
}

}  // namespace platlint
