// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string>

#include "analyzer/rule/rule.h"

namespace platlint {
namespace {

bool in(const Resource& resource, std::string_view space) { return resource["metadata"]["namespace"].equals(space) == Tri::kTrue; }

bool has(const RuleContext& ctx, std::string_view kind, std::string_view space) {
  for (const Resource* resource : ctx.all(kind))
    if (in(*resource, space)) return true;
  return false;
}

// A policy for all pods that denies this way by naming it and allowing nothing.
bool denies(const RuleContext& ctx, std::string_view space, std::string_view type, std::string_view list) {
  for (const Resource* policy : ctx.all("kubernetes/NetworkPolicy")) {
    const Value spec = (*policy)["spec"];
    const bool everybody = spec["podSelector"].is_map() && spec["podSelector"].members().empty();
    if (in(*policy, space) && everybody && spec["policyTypes"].has_item(type) == Tri::kTrue && spec[list].items().empty()) return true;
  }
  return false;
}

// A project of Argo CD that deploys there.
bool has_project(const RuleContext& ctx, std::string_view space) {
  for (const Resource* project : ctx.all("kubernetes/AppProject"))
    for (const Value& destination : (*project)["spec"]["destinations"].items())
      if (destination["namespace"].equals(space) == Tri::kTrue) return true;
  return ctx.all("kubernetes/AppProject").empty();
}

void check(const Resource& space, RuleContext& ctx) {
  const auto& teams = ctx.settings().team_namespaces;
  if (std::find(teams.begin(), teams.end(), space.name) == teams.end()) return;
  std::string missing;
  const auto want = [&](bool there, std::string_view what) {
    if (!there) missing += (missing.empty() ? "" : ", ") + std::string(what);
  };
  want(has(ctx, "kubernetes/ResourceQuota", space.name), "a ResourceQuota");
  want(has(ctx, "kubernetes/LimitRange", space.name), "a LimitRange");
  want(denies(ctx, space.name, "Ingress", "ingress"), "a NetworkPolicy that denies ingress by default");
  want(denies(ctx, space.name, "Egress", "egress"), "a NetworkPolicy that denies egress by default");
  want(has(ctx, "kubernetes/RoleBinding", space.name), "a RoleBinding");
  want(has_project(ctx, space.name), "an AppProject");
  if (!missing.empty()) ctx.report(space.header, "the namespace of a team lacks " + missing).attribute("guards");
}

constexpr std::string_view kKinds[] = {"kubernetes/Namespace"};
constexpr std::string_view kTags[] = {"teams", "workload"};
constexpr std::string_view kOptions[] = {"team_namespaces"};

}  // namespace

extern constinit const NativeRule k8s_team_namespace_incomplete{
    .meta = {.id = "k8s-team-namespace-incomplete",
             .summary = "Namespace of a team lacks a guard rail",
             .severity = Severity::kMedium,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .options = kOptions},
    .check = check,
};

}  // namespace platlint
