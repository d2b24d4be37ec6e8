// SPDX-License-Identifier: Apache-2.0
//
// Autogen: a rule about Pods also stands for what makes Pods. Patterns are wrapped in the template's path, and paths to the Pod inside
// variables are rewritten. It is decided for the policy as a whole.
#include <algorithm>
#include <array>

#include "analyzer/eval/build.h"
#include "analyzer/policy/policy.h"

namespace platlint::policy {
namespace {

constexpr std::array<std::string_view, 6> kControllers = {"DaemonSet",   "Deployment", "Job",
                                                          "StatefulSet", "ReplicaSet", "ReplicationController"};
constexpr std::size_t kMaxName = 63;

bool is_pod(const Value& kind) { return kind.equals("Pod") == Tri::kTrue || kind.equals("v1/Pod") == Tri::kTrue; }

std::vector<Value> filters_of(const Value& clause) {
  std::vector<Value> out;
  for (const std::string_view key : {"any", "all"})
    for (const Value& filter : clause[key].items()) out.push_back(filter);
  if (out.empty() && clause.is_map()) out.push_back(clause);
  return out;
}

bool names_pod(const Value& clause) {
  const auto filters = filters_of(clause);
  return std::any_of(filters.begin(), filters.end(), [](const Value& filter) {
    const Value kinds = filter["resources"]["kinds"];
    return std::any_of(kinds.items().begin(), kinds.items().end(), is_pod);
  });
}

bool has_kinds(const Value& clause) {
  const auto filters = filters_of(clause);
  return std::any_of(filters.begin(), filters.end(), [](const Value& filter) { return !filter["resources"]["kinds"].items().empty(); });
}

bool filter_forbids(const Value& filter) {
  const Value resources = filter["resources"];
  for (const std::string_view key : {"name", "names", "selector", "annotations"})
    if (!resources[key].is_absent()) return true;
  const Value kinds = resources["kinds"];
  return kinds.items().size() > 1 && std::any_of(kinds.items().begin(), kinds.items().end(), is_pod);
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) text.replace(at, from.size(), to);
  return text;
}

class Rewriter {
 public:
  Rewriter(std::string_view path, Arena& arena) : path_(path), arena_(arena) {}

  Value operator()(const Value& value, int depth = 0) const {
    if (depth > 200) return value;
    if (value.is_string()) {
      const std::string out = text(value.as_string());
      return out == value.as_string() ? value : Value::string(arena_.copy(out)).used_at(value.where());
    }
    if (value.is_list()) {
      std::vector<Value> items;
      for (const Value& item : value.items()) items.push_back((*this)(item, depth + 1));
      return make_list(items, arena_).used_at(value.where());
    }
    if (!value.is_map()) return value;
    std::vector<Member> members;
    for (const Member& member : value.members())
      members.push_back({arena_.copy(text(member.key)), member.key_range, (*this)(member.value, depth + 1)});
    return Value::map(arena_.copy(members)).used_at(value.where());
  }

 private:
  std::string text(std::string_view from) const {
    std::string out(from);
    for (const std::string_view object : {"request.object", "request.oldObject"})
      for (const std::string_view part : {".spec", ".metadata"})
        out = replaced(std::move(out), std::string(object) + std::string(part),
                       std::string(object) + "." + std::string(path_) + std::string(part));
    return out;
  }

  std::string_view path_;
  Arena& arena_;
};

Value wrapped(const Value& pattern, std::span<const std::string_view> path, Arena& arena) {
  Value out = pattern;
  for (std::size_t i = path.size(); i-- > 0;) out = make_map({{path[i], pattern.where(), out}}, arena).used_at(pattern.where());
  return out;
}

Value with_kinds(const Value& clause, const std::vector<Value>& kinds, Arena& arena) {
  const auto filter_with = [&](const Value& filter) {
    const Value have = filter["resources"]["kinds"];
    if (!std::any_of(have.items().begin(), have.items().end(), is_pod)) return filter;
    return with_member(filter, "resources", with_member(filter["resources"], "kinds", make_list(kinds, arena), arena), arena);
  };
  Value out = clause;
  bool combined = false;
  for (const std::string_view key : {"any", "all"}) {
    if (!clause[key].is_list()) continue;
    combined = true;
    std::vector<Value> filters;
    for (const Value& filter : clause[key].items()) filters.push_back(filter_with(filter));
    out = with_member(out, key, make_list(filters, arena), arena);
  }
  return combined ? out : filter_with(clause);
}

CompiledRule convert(const CompiledRule& rule, std::string_view prefix, std::span<const std::string_view> path,
                     const std::vector<Value>& kinds, Arena& arena) {
  Value body = rule.body;
  body = with_member(body, "match", with_kinds(body["match"], kinds, arena), arena);
  if (body["exclude"].is_map()) body = with_member(body, "exclude", with_kinds(body["exclude"], kinds, arena), arena);
  Value validate = body["validate"];
  if (const Value pattern = validate["pattern"]; !pattern.is_absent())
    validate = with_member(validate, "pattern", wrapped(pattern, path, arena), arena);
  if (const Value any = validate["anyPattern"]; any.is_list()) {
    std::vector<Value> patterns;
    for (const Value& pattern : any.items()) patterns.push_back(wrapped(pattern, path, arena));
    validate = with_member(validate, "anyPattern", make_list(patterns, arena), arena);
  }
  if (validate.is_map()) body = with_member(body, "validate", validate, arena);
  std::string dotted;
  for (const std::string_view part : path) dotted += (dotted.empty() ? "" : ".") + std::string(part);
  CompiledRule out = rule;
  out.name = (std::string(prefix) + rule.name).substr(0, kMaxName);
  out.autogen = true;
  out.body = Rewriter(arena.copy(dotted), arena)(body);
  return out;
}

}  // namespace

bool autogen_possible(const Value& policy) {
  for (const Value& rule : policy["spec"]["rules"].items()) {
    if (!rule["generate"].is_absent()) return false;
    if (!rule["mutate"]["patchesJson6902"].is_absent()) return false;
    for (const Value& each : rule["mutate"]["foreach"].items())
      if (!each["patchesJson6902"].is_absent()) return false;
    for (const std::string_view clause : {"match", "exclude"})
      for (const Value& filter : filters_of(rule[clause]))
        if (filter_forbids(filter)) return false;
  }
  return true;
}

std::vector<CompiledRule> autogen_rules(const Value& policy, const CompiledRule& rule, Arena& arena) {
  const Value match = rule.body["match"];
  const Value exclude = rule.body["exclude"];
  if (!names_pod(match) || (has_kinds(exclude) && !names_pod(exclude))) return {};
  const auto setting = policy["metadata"]["annotations"]["pod-policies.kyverno.io/autogen-controllers"].text();
  if (setting && (*setting == "none" || setting->empty())) return {};
  const auto wanted = [&](std::string_view kind) {
    if (!setting || *setting == "all") return true;
    std::string_view left = *setting;
    while (true) {
      const std::size_t comma = left.find(',');
      std::string_view part = left.substr(0, comma);
      while (part.starts_with(' ')) part.remove_prefix(1);
      while (part.ends_with(' ')) part.remove_suffix(1);
      if (part == kind) return true;
      if (comma == std::string_view::npos) return false;
      left.remove_prefix(comma + 1);
    }
  };
  std::vector<Value> kinds;
  for (const std::string_view kind : kControllers)
    if (wanted(kind)) kinds.push_back(Value::string(kind));
  static constexpr std::array<std::string_view, 2> kTemplate = {"spec", "template"};
  static constexpr std::array<std::string_view, 4> kJobTemplate = {"spec", "jobTemplate", "spec", "template"};
  std::vector<CompiledRule> out;
  if (!kinds.empty()) out.push_back(convert(rule, "autogen-", kTemplate, kinds, arena));
  if (wanted("CronJob")) out.push_back(convert(rule, "autogen-cronjob-", kJobTemplate, {Value::string("CronJob")}, arena));
  return out;
}

}  // namespace platlint::policy
