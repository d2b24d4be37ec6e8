// SPDX-License-Identifier: Apache-2.0
//
// What rules about workflows share. analyzer/lower/github says what the members with dots, "complaints" and "expressions" hold.
#pragma once

#include <functional>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/rule/rule.h"

namespace platlint {

// Reports what reading the file found wrong about one topic.
void report_complaints(const Resource& file, RuleContext& ctx, std::string_view topic);

// ASCII case does not matter in names of actions, contexts and functions.
bool same_word(std::string_view a, std::string_view b);

// `uses: owner/repository/path@ref`; nothing for local actions, images and what is malformed.
struct ActionReference {
  std::string_view owner = {};
  std::string_view repository = {};  // without owner
  std::string_view path = {};        // below the repository; may be empty
  std::string_view ref = {};         // empty: none is written
  bool is_commit() const;            // a full SHA-1 or SHA-256 in hex
};
std::optional<ActionReference> action_reference(const Value& uses);
// Does this step run that action ("actions/checkout"), whatever version and path below it?
bool uses_action(const Resource& step, std::string_view name);
// The action's name without version when it is one of these; empty otherwise.
std::string_view used_action(const Resource& step, std::initializer_list<std::string_view> names);

// The workflow (or action) and the job that a step or job belongs to; a workflow's own is itself. Null: none.
const Resource* file_of(const Resource& resource, RuleContext& ctx);
bool has_trigger(const Resource& resource, std::string_view event);

// ---- expressions, as trees
using TreeVisitor = std::function<void(const Value& node)>;
// Every node, the root first.
void each_node(const Value& tree, const TreeVisitor& visit);
// The parts of an expression whose text can become part of its value: not what is only compared or tested. With the path that is read
// there:
// `(a || b).c` reads "a.c" and "b.c".
using FlowVisitor = std::function<void(const Value& node, std::string_view path)>;
void each_flow(const Value& tree, const FlowVisitor& visit);
bool is_kind(const Value& tree, std::string_view kind);
bool is_path(const Value& tree, std::string_view path);
std::string_view path_of(const Value& tree);  // empty when it is none

// What a condition or toggle is when some paths are known; `known` answers for a path node or a comparison, kUnknown otherwise.
using Oracle = std::function<Tri(const Value& node)>;
Tri truth(const Value& tree, const Oracle& known);

}  // namespace platlint
