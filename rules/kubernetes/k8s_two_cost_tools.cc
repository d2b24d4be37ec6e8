// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/rule.h"

namespace platlint {
namespace {

// A chart, an application or a workload that brings the tool.
const Resource* bringer(const RuleContext& ctx, std::string_view tool, SourceRange& where) {
  for (const std::string_view kind :
       {"kubernetes/Application", "kubernetes/HelmRelease", "kubernetes/Deployment", "terraform/helm_release"})
    for (const Resource* resource : ctx.all(kind)) {
      const Value chart = kind == "terraform/helm_release" ? (*resource)["chart"] : (*resource)["spec"]["source"]["chart"];
      const Value values = (*resource)["spec"]["source"]["helm"]["valuesObject"][tool];
      const bool inside = values["enabled"].is_true() == Tri::kTrue;
      if (resource->name.find(tool) == std::string_view::npos && chart.contains_text(tool) != Tri::kTrue && !inside) continue;
      where = inside ? values.where() : resource->header;
      return resource;
    }
  return nullptr;
}

void check_program(RuleContext& ctx) {
  SourceRange open, kube;
  const Resource* opencost = bringer(ctx, "opencost", open);
  const Resource* kubecost = bringer(ctx, "kubecost", kube);
  if (opencost == nullptr || kubecost == nullptr) return;
  ctx.report(*kubecost, kube, "KubeCost counts what OpenCost counts already").note(open, "OpenCost comes from here").attribute("cost");
}

constexpr std::string_view kKinds[] = {"program"};
constexpr std::string_view kTags[] = {"cost"};

}  // namespace

extern constinit const NativeRule k8s_two_cost_tools{
    .meta = {.id = "k8s-two-cost-tools",
             .summary = "Two tools count the same cost",
             .severity = Severity::kLow,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags},
    .check_program = check_program,
};

}  // namespace platlint
