// SPDX-License-Identifier: Apache-2.0
#include "rules/ci/lib_github.h"

#include <algorithm>

namespace platlint {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

std::string_view text(const Value& value) { return value.is_string() ? value.as_string() : std::string_view(); }

}  // namespace

void report_complaints(const Resource& file, RuleContext& ctx, std::string_view topic) {
  for (const Value& complaint : file["complaints"][topic].items())
    ctx.report(complaint.where(), std::string(complaint.as_string())).attribute(complaint.as_string());
}

bool same_word(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return lower(x) == lower(y); });
}

bool ActionReference::is_commit() const {
  return (ref.size() == 40 || ref.size() == 64) && ref.find_first_not_of("0123456789abcdefABCDEF") == std::string_view::npos;
}

std::optional<ActionReference> action_reference(const Value& uses) {
  std::string_view name = text(uses);
  if (name.empty() || name.starts_with('.') || name.starts_with('$') || name.find("://") != std::string_view::npos ||
      name.find("${{") != std::string_view::npos)
    return std::nullopt;
  ActionReference found;
  if (const std::size_t at = name.find('@'); at != std::string_view::npos) {
    found.ref = name.substr(at + 1);
    name = name.substr(0, at);
  }
  const std::size_t slash = name.find('/');
  if (slash == std::string_view::npos || slash == 0) return std::nullopt;
  found.owner = name.substr(0, slash);
  name.remove_prefix(slash + 1);
  const std::size_t next = name.find('/');
  found.repository = name.substr(0, next);
  if (next != std::string_view::npos) found.path = name.substr(next + 1);
  if (found.repository.empty()) return std::nullopt;
  return found;
}

bool uses_action(const Resource& step, std::string_view name) {
  const auto action = action_reference(step["uses"]);
  const std::size_t slash = name.find('/');
  return action && same_word(action->owner, name.substr(0, slash)) && same_word(action->repository, name.substr(slash + 1));
}

std::string_view used_action(const Resource& step, std::initializer_list<std::string_view> names) {
  const auto found = std::find_if(names.begin(), names.end(), [&](std::string_view name) { return uses_action(step, name); });
  return found == names.end() ? std::string_view() : *found;
}

const Resource* file_of(const Resource& resource, RuleContext& ctx) {
  const Resource* at = &resource;
  while (at != nullptr && at->kind != "github/workflow" && at->kind != "github/action") at = ctx.parent(*at);
  return at;
}

bool has_trigger(const Resource& resource, std::string_view event) { return !resource["triggers"][event].is_missing(); }

void each_node(const Value& tree, const TreeVisitor& visit) {
  visit(tree);
  for (const Value& item : tree["items"].items()) each_node(item, visit);
}

namespace {

void flow(const Value& tree, const std::string& suffix, const FlowVisitor& visit) {
  const std::string_view kind = text(tree["kind"]);
  const auto items = tree["items"].items();
  if (is_one_of(kind, {"literal", "not", "compare"})) return;
  if (kind == "path") return visit(tree, std::string(text(tree["path"])) + suffix);
  if (items.empty()) return;
  // What stands before the last operand of && is passed on only when it is false or empty.
  if (kind == "and") return flow(items.back(), suffix, visit);
  if (kind == "property") return flow(items.front(), "." + std::string(text(tree["name"])) + suffix, visit);
  if (kind == "filter") return flow(items.front(), ".*" + suffix, visit);
  if (kind == "index") return flow(items.front(), ".?" + suffix, visit);
  if (kind == "call" &&
      is_one_of(text(tree["name"]), {"contains", "startswith", "endswith", "hashfiles", "success", "failure", "always", "cancelled"}))
    return;
  // What a function gives is another value: the properties outside it are not those of its arguments.
  for (const Value& item : items) flow(item, kind == "call" ? std::string() : suffix, visit);
}

}  // namespace

void each_flow(const Value& tree, const FlowVisitor& visit) { flow(tree, {}, visit); }

bool is_kind(const Value& tree, std::string_view kind) { return text(tree["kind"]) == kind; }
bool is_path(const Value& tree, std::string_view path) { return text(tree["path"]) == path; }
std::string_view path_of(const Value& tree) { return text(tree["path"]); }

Tri truth(const Value& tree, const Oracle& known) {
  if (const Tri answer = known(tree); answer != Tri::kUnknown) return answer;
  const auto items = tree["items"].items();
  if (is_kind(tree, "literal")) {
    const Value value = tree["value"];
    if (value.is_bool()) return value.as_bool() ? Tri::kTrue : Tri::kFalse;
    if (value.is_null()) return Tri::kFalse;
    if (value.is_string()) return value.as_string().empty() ? Tri::kFalse : Tri::kTrue;
    return Tri::kUnknown;
  }
  if (is_kind(tree, "not") && items.size() == 1) {
    const Tri inner = truth(items[0], known);
    return inner == Tri::kUnknown ? inner : inner == Tri::kTrue ? Tri::kFalse : Tri::kTrue;
  }
  if (is_kind(tree, "and") || is_kind(tree, "or")) {
    const Tri deciding = is_kind(tree, "and") ? Tri::kFalse : Tri::kTrue;
    bool open = false;
    for (const Value& item : items) {
      const Tri one = truth(item, known);
      if (one == deciding) return deciding;
      open = open || one == Tri::kUnknown;
    }
    if (open) return Tri::kUnknown;
    return deciding == Tri::kFalse ? Tri::kTrue : Tri::kFalse;
  }
  return Tri::kUnknown;
}

}  // namespace platlint
