// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/rule.h"

namespace platlint {
namespace {

bool is_star(const Value& value) { return value.equals("*") == Tri::kTrue; }

void check(const Resource& project, RuleContext& ctx) {
  const Value spec = project["spec"];
  for (const Value& source : spec["sourceRepos"].items())
    if (is_star(source)) ctx.report(source, "the project deploys from any repository").attribute("sourceRepos");
  for (const Value& destination : spec["destinations"].items())
    if (is_star(destination["namespace"]))
      ctx.report(destination["namespace"], "the project deploys into any namespace").attribute("destinations");
  for (const Value& kind : spec["clusterResourceWhitelist"].items())
    if (is_star(kind["group"]) && is_star(kind["kind"]))
      ctx.report(kind["kind"], "the project creates any cluster-wide resource").attribute("clusterResourceWhitelist");
}

constexpr std::string_view kKinds[] = {"kubernetes/AppProject"};
constexpr std::string_view kTags[] = {"gitops", "security"};

}  // namespace

extern constinit const NativeRule argocd_project_open{
    .meta = {.id = "argocd-project-open",
             .summary = "Argo CD project reaches everything",
             .severity = Severity::kMedium,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags},
    .check = check,
};

}  // namespace platlint
