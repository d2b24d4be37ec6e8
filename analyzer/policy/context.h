// SPDX-License-Identifier: Apache-2.0
//
// What the variables of a policy are read from: {{ request.object.spec }}, {{ element }}, and what context entries define.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/model/value.h"
#include "analyzer/policy/query.h"
#include "analyzer/support/arena.h"

namespace platlint::policy {

// Expressions of a policy, compiled when it is loaded. Immutable while rules run; so threads may share it.
class QueryTable {
 public:
  // Compiles every variable in the strings of `tree` that holds no other variable. Gives what does not compile.
  struct Mistake {
    SourceRange range = {};
    std::string message = {};
  };
  void collect(const Value& tree, std::vector<Mistake>& mistakes, int depth = 0);
  void add(std::string_view text);
  const Query* find(std::string_view text) const;

 private:
  std::map<std::string, Query, std::less<>> queries_;
};

class Context {
 public:
  Context(Arena& arena, const QueryTable& queries) : arena_(arena), queries_(queries) {}

  // `path` may be dotted: the maps on the way are made. Later values replace earlier ones.
  void set(std::string_view path, const Value& value);
  Value root() const { return root_; }
  void reset(const Value& root) { root_ = root; }  // to an earlier root()
  Arena& arena() const { return arena_; }

  QueryResult<Value> query(std::string_view expression) const;
  // Replaces the variables of all strings (keys too) inside. An unknown variable makes an unknown value.
  QueryResult<Value> substitute(const Value& tree, int depth = 0) const;

 private:
  QueryResult<Value> substitute_text(const Value& value) const;

  Arena& arena_;
  const QueryTable& queries_;
  Value root_ = Value::map({});
};

// The map with one member put in or replaced.
Value with_member(const Value& map, std::string_view key, const Value& value, Arena& arena);
// The same along a dotted path.
Value with_path(const Value& map, std::string_view path, const Value& value, Arena& arena);

}  // namespace platlint::policy
