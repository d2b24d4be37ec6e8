// SPDX-License-Identifier: Apache-2.0
//
// Replacing variables. The innermost {{ }} of a string is replaced first, again and again until none is left; a string that is exactly one
// variable takes the variable's value with its type; otherwise what is not text is written as JSON. \{{ is a literal {{.
#include "analyzer/policy/context.h"

#include <optional>

#include "analyzer/eval/build.h"
#include "analyzer/eval/json_value.h"

namespace platlint::policy {
namespace {

constexpr int kMaxRounds = 64;
constexpr int kMaxDepth = 200;
constexpr std::size_t kMaxText = std::size_t{4} << 20U;

struct Variable {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string_view expression = {};
};

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\n' || text.front() == '\t' || text.front() == '\r'))
    text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\n' || text.back() == '\t' || text.back() == '\r')) text.remove_suffix(1);
  return text;
}

// The first variable that holds no other one. Braces of a multiselect hash inside are counted.
std::optional<Variable> find_variable(std::string_view text, std::size_t from) {
  for (std::size_t begin = text.find("{{", from); begin != std::string_view::npos; begin = text.find("{{", begin + 2)) {
    if (begin > 0 && text[begin - 1] == '\\') continue;
    int depth = 0;
    std::size_t innermost = begin;
    for (std::size_t i = begin + 2; i < text.size(); ++i) {
      if (text.compare(i, 2, "{{") == 0 && text[i - 1] != '\\') {
        innermost = i;
        depth = 0;
        ++i;
      } else if (text[i] == '{') {
        ++depth;
      } else if (text[i] == '}') {
        if (depth > 0) {
          --depth;
        } else if (i + 1 < text.size() && text[i + 1] == '}') {
          std::string_view expression = text.substr(innermost + 2, i - innermost - 2);
          if (expression.starts_with('-')) expression.remove_prefix(1);
          return Variable{innermost, i + 2, trimmed(expression)};
        }
      }
    }
    return std::nullopt;
  }
  return std::nullopt;
}

std::string unescaped(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i)
    if (!(text[i] == '\\' && text.compare(i + 1, 2, "{{") == 0)) out += text[i];
  return out;
}

}  // namespace

Value with_member(const Value& map, std::string_view key, const Value& value, Arena& arena) {
  std::vector<Member> members(map.members().begin(), map.members().end());
  bool found = false;
  for (Member& member : members)
    if (member.key == key) {
      member.value = value;
      found = true;
    }
  if (!found) members.push_back({arena.copy(key), value.where(), value});
  Value out = Value::map(arena.copy(members)).used_at(map.where());
  return map.is_open() ? out.as_open() : out;
}

Value with_path(const Value& map, std::string_view path, const Value& value, Arena& arena) {
  // A key in quotes may hold dots itself: annotations."example.com/owner".
  const std::size_t closing = path.starts_with('"') ? path.find('"', 1) : std::string_view::npos;
  const bool in_quotes = closing != std::string_view::npos;
  const std::size_t dot = path.find('.', in_quotes ? closing : 0);
  const std::string_view key = in_quotes ? path.substr(1, closing - 1) : path.substr(0, dot);
  if (dot == std::string_view::npos) return with_member(map, key, value, arena);
  const Value inner = map[key];
  return with_member(map, key, with_path(inner.is_map() ? inner : Value::map({}), path.substr(dot + 1), value, arena), arena);
}

void QueryTable::add(std::string_view text) {
  if (queries_.contains(text)) return;
  if (auto query = Query::compile(text, Dialect::kKyverno)) queries_.emplace(std::string(text), *std::move(query));
}

const Query* QueryTable::find(std::string_view text) const {
  const auto at = queries_.find(text);
  return at == queries_.end() ? nullptr : &at->second;
}

void QueryTable::collect(const Value& tree, std::vector<Mistake>& mistakes, int depth) {
  if (depth > kMaxDepth) return;
  for (const Value& item : tree.items()) collect(item, mistakes, depth + 1);
  for (const Member& member : tree.members()) collect(member.value, mistakes, depth + 1);
  if (!tree.is_string()) return;
  std::size_t from = 0;
  while (const auto variable = find_variable(tree.as_string(), from)) {
    from = variable->end;
    if (variable->expression.empty() || queries_.contains(variable->expression)) continue;
    auto query = Query::compile(variable->expression, Dialect::kKyverno);
    if (query) queries_.emplace(std::string(variable->expression), *std::move(query));
    else mistakes.push_back({tree.where(), "variable {{ " + std::string(variable->expression) + " }}: " + query.error().message});
  }
}

void Context::set(std::string_view path, const Value& value) { root_ = with_path(root_, path, value, arena_); }

QueryResult<Value> Context::query(std::string_view expression) const {
  if (const Query* compiled = queries_.find(expression)) return compiled->evaluate(root_, arena_);
  const auto query = Query::compile(expression, Dialect::kKyverno);
  if (!query) return tl::unexpected<QueryError>(QueryError{false, query.error().message});
  return query->evaluate(root_, arena_);
}

QueryResult<Value> Context::substitute_text(const Value& value) const {
  if (value.as_string().find("{{") == std::string_view::npos) return value;
  std::string text(value.as_string());
  std::size_t from = 0;
  for (int round = 0; round < kMaxRounds; ++round) {
    const auto variable = find_variable(text, from);
    if (!variable) return Value::string(arena_.copy(unescaped(text))).used_at(value.where());
    const auto found = query(variable->expression);
    if (!found)
      return tl::unexpected<QueryError>(
          QueryError{found.error().unknown_key, "variable {{ " + std::string(variable->expression) + " }}: " + found.error().message});
    // Alone in its string, a variable keeps its value's type and place; text may hold further variables.
    const bool again = found->is_string() && found->as_string().find("{{") != std::string_view::npos;
    if (variable->begin == 0 && variable->end == text.size() && !again) return *found;
    if (!found->is_wholly_known())
      return found->is_unknown() ? *found : Value::unknown("part of a text is not known", value.where(), arena_);
    std::string written;
    if (found->is_string()) written = std::string(found->as_string());
    else write_json(*found, written);
    text.replace(variable->begin, variable->end - variable->begin, written);
    if (text.size() > kMaxText) break;
  }
  return tl::unexpected<QueryError>(QueryError{false, "variables expand without end"});
}

QueryResult<Value> Context::substitute(const Value& tree, int depth) const {
  if (depth > kMaxDepth) return tl::unexpected<QueryError>(QueryError{false, "nested too deeply"});
  if (tree.is_string()) return substitute_text(tree);
  if (tree.is_list()) {
    std::vector<Value> items;
    for (const Value& item : tree.items()) {
      const auto value = substitute(item, depth + 1);
      if (!value) return value;
      items.push_back(*value);
    }
    return make_list(items, arena_).used_at(tree.where());
  }
  if (!tree.is_map()) return tree;
  std::vector<Member> members;
  for (const Member& member : tree.members()) {
    const auto value = substitute(member.value, depth + 1);
    if (!value) return value;
    std::string_view key = member.key;
    if (key.find("{{") != std::string_view::npos) {
      const auto name = substitute_text(Value::string(key));
      if (!name) return name;
      if (const auto plain = name->text()) key = arena_.copy(*plain);
    }
    members.push_back({key, member.key_range, *value});
  }
  return Value::map(arena_.copy(members)).used_at(tree.where());
}

}  // namespace platlint::policy
