// SPDX-License-Identifier: Apache-2.0
#include "rules/ci/lib_github_actions.h"

#include "rules/ci/lib_github.h"

namespace platlint {
namespace {

bool is_release_branch(const Value& branches) {
  for (const Value& branch : branches.each())
    if (branch.is_string() && branch.as_string().starts_with("release")) return true;
  return false;
}

bool releases(const Resource& step, RuleContext& ctx) {
  if (has_trigger(step, "release")) return true;
  const Value push = step["triggers"]["push"];
  if (!push["tags"].is_missing() || is_release_branch(push["branches"])) return true;
  const Resource* job = ctx.parent(step);
  if (job == nullptr) return false;
  for (const Resource* other : ctx.children(*job, "github/step"))
    if (publishes_release(*other)) return true;
  return false;
}

// What is true when a tag was pushed.
Tri on_tag(const Value& node) {
  const auto items = node["items"].items();
  if (items.size() != 2) return Tri::kUnknown;
  const Value& literal = is_kind(items[0], "literal") ? items[0] : items[1];
  const Value& path = is_kind(items[0], "literal") ? items[1] : items[0];
  const auto text = literal["value"].string_value();
  if (!text) return Tri::kUnknown;
  if (is_kind(node, "call") && node["name"].equals("startswith") == Tri::kTrue && is_path(path, "github.ref")) {
    if (text->starts_with("refs/tags/")) return Tri::kTrue;
    return text->starts_with("refs/heads") || text->starts_with("refs/pull") ? Tri::kFalse : Tri::kUnknown;
  }
  if (!is_kind(node, "compare")) return Tri::kUnknown;
  Tri equal = Tri::kUnknown;
  if (is_path(path, "github.ref_type")) equal = *text == "tag" ? Tri::kTrue : Tri::kFalse;
  if (is_path(path, "github.event_name")) equal = *text == "push" || *text == "release" ? Tri::kTrue : Tri::kFalse;
  if (is_path(path, "github.ref") && text->starts_with("refs/heads/")) equal = Tri::kFalse;
  if (node["operator"].equals("!=") == Tri::kTrue) return equal == Tri::kUnknown ? equal : equal == Tri::kTrue ? Tri::kFalse : Tri::kTrue;
  return node["operator"].equals("==") == Tri::kTrue ? equal : Tri::kUnknown;
}

// The input's value as true or false; a text that is no boolean counts as true when `texts` do.
Tri is_set(const Resource& step, std::string_view input, bool texts) {
  const Value value = step["with"][input];
  if (value.is_absent()) return Tri::kFalse;
  if (value.is_bool()) return value.as_bool() ? Tri::kTrue : Tri::kFalse;
  if (!value.is_string()) return Tri::kUnknown;
  if (value.as_string().find("${{") == std::string_view::npos) {
    if (value.as_string().empty() || value.as_string() == "false") return Tri::kFalse;
    return texts || value.as_string() == "true" ? Tri::kTrue : Tri::kUnknown;
  }
  const std::string key = "with." + std::string(input);
  for (const Value& expression : step["expressions"].items())
    if (expression["key"].equals(key) == Tri::kTrue && expression["alone"].is_true() == Tri::kTrue)
      return truth(expression["tree"], on_tag);
  return Tri::kUnknown;
}

void check(const Resource& step, RuleContext& ctx) {
  const Value with = step["with"];
  if (!with.is_absent() && !with.is_map()) return;
  for (const Cacher& cacher : cachers()) {
    if (!uses_action(step, cacher.action)) continue;
    Tri caches = Tri::kTrue;
    if (cacher.kind == Cacher::kByText || cacher.kind == Cacher::kByTrue)
      caches = is_set(step, cacher.input, cacher.kind == Cacher::kByText);
    if (cacher.kind == Cacher::kUnlessTrue && !with[cacher.input].is_missing())
      caches = is_set(step, cacher.input, false) == Tri::kFalse ? Tri::kTrue : Tri::kFalse;
    if (cacher.kind == Cacher::kUnlessFalse && !with[cacher.input].is_missing()) caches = is_set(step, cacher.input, false);
    if (caches == Tri::kTrue && releases(step, ctx))
      ctx.report(step["uses"],
                 "a release is built from a cache, which any run on the default branch can have filled; build releases from scratch")
          .attribute("uses");
    return;
  }
}

constexpr std::string_view kKinds[] = {"github/step"};
constexpr std::string_view kTags[] = {"supply-chain", "ci"};
constexpr std::string_view kEquivalents[] = {"zizmor:cache-poisoning"};

}  // namespace

extern constinit const NativeRule github_cache_in_release{
    .meta = {.id = "github-cache-in-release",
             .summary = "A release is built with a cache that other runs can fill",
             .severity = Severity::kMedium,
             .confidence = Confidence::kLow,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
