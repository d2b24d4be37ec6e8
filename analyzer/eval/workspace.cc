// SPDX-License-Identifier: Apache-2.0
#include "analyzer/eval/workspace.h"

#include <algorithm>

#include "analyzer/eval/evaluator.h"

namespace platlint {
namespace {

bool is_workspace(const Evaluation& evaluation, const Value& value) {
  return evaluation.workspace != nullptr && value.is_string() && value.as_string().data() == evaluation.workspace->name.data();
}

// Terraform takes what needs no escape in a URL (backends use the name in paths); who has names beyond this set has them beside these.
bool may_be_name(std::string_view text) {
  constexpr std::size_t kLongest = 90;
  constexpr std::string_view kCharacters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.";
  return !text.empty() && text.size() <= kLongest && text.find_first_not_of(kCharacters) == std::string_view::npos;
}

void note(WorkspaceUse& use, const Value& name) {
  if (name.is_string() && name.as_string() != use.name && may_be_name(name.as_string())) use.others.emplace(name.as_string());
}

}  // namespace

void note_comparison(Evaluation& evaluation, const Value& left, const Value& right) {
  if (is_workspace(evaluation, left)) note(*evaluation.workspace, right);
  else if (is_workspace(evaluation, right)) note(*evaluation.workspace, left);
}

void note_lookup(Evaluation& evaluation, const Value& collection, const Value& key, bool required) {
  if (!is_workspace(evaluation, key)) return;
  WorkspaceUse& use = *evaluation.workspace;
  const auto members = collection.members();
  const auto items = collection.items();
  if (collection.is_open() || members.size() + items.size() > kMostWorkspaceKeys) return;
  for (const Member& member : members) note(use, Value::string(member.key));
  for (const Value& item : items) note(use, item);
  if (required && collection.is_map() && !members.empty() &&
      std::none_of(members.begin(), members.end(), [&](const Member& member) { return member.key == use.name; }))
    use.missing = true;
}

}  // namespace platlint
