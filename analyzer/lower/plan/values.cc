// SPDX-License-Identifier: Apache-2.0
//
// A plan writes every attribute of a type's schema: null, [] and {} where nobody set anything, and "unknown" both where the
// configuration computes something and where the provider alone will fill in. For a rule only what is configured is a value; what is
// not is missing, as it is in the sources. The configuration's list of expressions tells the two apart.
#include <algorithm>

#include "analyzer/eval/build.h"
#include "analyzer/lower/plan/plan.h"
#include "analyzer/lower/terraform/policy_document.h"

namespace platlint::plan {
namespace {

constexpr int kMaxDepth = 60;
constexpr std::size_t kMostMatched = 60;  // elements of a list that are matched pair by pair

bool is_set(const Value& flag) { return flag.is_bool() && flag.as_bool(); }
bool is_empty(const Value& value) {
  return value.is_absent() || (value.is_list() && value.items().empty()) || (value.is_map() && value.members().empty());
}

class PlannedValues {
 public:
  explicit PlannedValues(Arena& arena) : arena_(arena) {}

  // `where` is valid where a source is to be pointed at, in place of the plan. `written`: what the configuration says of it; missing: no
  // configuration is at hand, so every unknown counts.
  Value planned(const Value& after, const Value& unknown, const Value& sensitive, const Value& written, SourceRange where, int depth) {
    const SourceRange at = where.valid() ? where : after.where();
    if (is_set(unknown)) return Value::unknown("known after apply", at, arena_).used_at(at);
    Value out = after;
    if (depth > kMaxDepth) {
      out = Value::unknown("the plan is nested too deeply", at, arena_);
    } else if (after.is_map()) {
      std::vector<Member> members;
      for (const Member& member : after.members())
        if (!is_empty(member.value) || is_set(unknown[member.key]))
          members.push_back({member.key, where.valid() ? where : member.key_range,
                             planned(member.value, unknown[member.key], sensitive[member.key], written[member.key], where, depth + 1)});
      // What is unknown has no member in `after`.
      for (const Member& member : unknown.members())
        if (is_set(member.value) && after[member.key].is_missing() && (written.is_missing() || !written[member.key].is_missing()))
          members.push_back({member.key, at, Value::unknown("known after apply", at, arena_).used_at(at)});
      out = make_map(std::move(members), arena_);
    } else if (after.is_list()) {
      std::vector<Value> items;
      bool blocks = !after.items().empty();
      for (std::size_t i = 0; i < after.items().size(); ++i) {
        blocks = blocks && after.items()[i].is_map();
        items.push_back(planned(after.items()[i], unknown[i], sensitive[i], written.is_list() ? written[i] : Value(), where, depth + 1));
      }
      out = make_list(items, arena_);
      if (blocks) out = out.as_block_list();
    }
    out = out.used_at(at);
    return is_set(sensitive) ? out.with_marks(Mark::kSensitive) : out;
  }

  Value overlaid(const Value& source, const Value& after, const Value& unknown, const Value& sensitive, int depth) {
    // The sources may know a part of what the plan cannot (a prefix, the resource that it comes from).
    if (is_set(unknown) || depth > kMaxDepth) return source;
    if (source.is_map() && after.is_map()) return overlaid_map(source, after, unknown, sensitive, depth);
    if (source.is_list() && after.is_list() && source.items().size() == after.items().size() && !source.is_open())
      return overlaid_list(source, after, unknown, sensitive, depth);
    if (same_value(source, after) == Tri::kTrue) return source;
    if (source.is_block_list() && is_empty(after)) return Value::missing(source.where());
    const Value value =
        after.is_null() ? Value::null().used_at(source.where()) : planned(after, unknown, sensitive, Value(), source.where(), depth);
    return value.with_origin(source.origin()).with_refs(source.refs_handle()).with_marks(value.marks() | source.marks());
  }

 private:
  Value overlaid_map(const Value& source, const Value& after, const Value& unknown, const Value& sensitive, int depth) {
    std::vector<Member> members;
    for (const Member& member : source.members()) {
      const Value& planned_value = after[member.key];
      // Meta-arguments are in no plan, and neither is what it does not know yet.
      members.push_back({member.key, member.key_range,
                         planned_value.is_missing()
                             ? member.value
                             : overlaid(member.value, planned_value, unknown[member.key], sensitive[member.key], depth + 1)});
    }
    for (const Member& member : after.members())
      if (!is_empty(member.value) &&
          std::none_of(source.members().begin(), source.members().end(), [&](const Member& m) { return m.key == member.key; }))
        members.push_back({member.key, source.where(),
                           planned(member.value, unknown[member.key], sensitive[member.key], Value(), source.where(), depth + 1)});
    return make_map(std::move(members), arena_)
        .used_at(source.where())
        .with_origin(source.origin())
        .with_refs(source.refs_handle())
        .with_marks(source.marks());
  }

  // Sets come in an order of their own, so each planned element takes the source element that it agrees with most.
  Value overlaid_list(const Value& source, const Value& after, const Value& unknown, const Value& sensitive, int depth) {
    const auto items = source.items();
    std::vector<bool> taken(items.size());
    std::vector<Value> out(items.begin(), items.end());
    for (std::size_t i = 0; i < items.size(); ++i) {
      std::size_t best = i;
      int most = -1;
      for (std::size_t j = 0; j < items.size() && items.size() <= kMostMatched; ++j) {
        if (taken[j]) continue;
        const int agreeing = agreement(items[j], after.items()[i]);
        if (agreeing > most) {
          most = agreeing;
          best = j;
        }
      }
      taken[best] = true;
      out[best] = overlaid(items[best], after.items()[i], unknown[i], sensitive[i], depth + 1);
    }
    const Value list = make_list(out, arena_)
                           .used_at(source.where())
                           .with_origin(source.origin())
                           .with_refs(source.refs_handle())
                           .with_marks(source.marks());
    return source.is_block_list() ? list.as_block_list() : list;
  }

  static int agreement(const Value& source, const Value& after) {
    if (!source.is_map() || !after.is_map()) return same_value(source, after) == Tri::kTrue ? 1 : 0;
    int agreeing = 0;
    for (const Member& member : source.members()) agreeing += same_value(member.value, after[member.key]) == Tri::kTrue ? 1 : 0;
    return agreeing;
  }

  Arena& arena_;
};

// What rules expect beside the attributes themselves.
Value with_derived(const Value& body, const PlannedResource& resource, Arena& arena) {
  std::vector<Member> members;
  for (const Member& member : body.members())
    if (!member.key.ends_with(".document") && member.key != "containers") members.push_back(member);
  const std::size_t own = members.size();
  for (std::size_t i = 0; i < own && !resource.data; ++i) {
    const Member member = members[i];
    if (terraform::is_policy_attribute(resource.type, member.key) && !member.value.is_block_list())
      members.push_back({arena.copy(std::string(member.key) + ".document"), member.key_range,
                         terraform::parse_policy(member.value, member.value.where(), arena)});
    if (resource.type == "aws_ecs_task_definition" && member.key == "container_definitions")
      members.push_back({"containers", member.key_range, terraform::decoded(member.value, member.value.where(), arena)});
  }
  if (!resource.action.empty())
    members.push_back({"plan.action", resource.where, Value::string(resource.action).used_at(resource.change["actions"].where())});
  return make_map(std::move(members), arena).used_at(body.where());
}

}  // namespace

Value planned_body(const PlannedResource& resource, Arena& arena) {
  const Value& change = resource.change;
  const Value expressions = resource.configuration["expressions"];
  const Value body = PlannedValues(arena).planned(change["after"], change["after_unknown"], change["after_sensitive"], expressions, {}, 0);
  const Value map = body.is_map() ? body : make_map({}, arena);
  return with_derived(map.used_at(resource.where), resource, arena);
}

Value overlaid_body(const Value& source, const PlannedResource& resource, Arena& arena) {
  const Value& change = resource.change;
  return with_derived(PlannedValues(arena).overlaid(source, change["after"], change["after_unknown"], change["after_sensitive"], 0),
                      resource, arena);
}

}  // namespace platlint::plan
