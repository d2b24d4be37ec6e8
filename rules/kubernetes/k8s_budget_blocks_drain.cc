// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/rule.h"

namespace platlint {
namespace {

std::optional<std::int64_t> replicas_of(const Resource& workload, const RuleContext& ctx) {
  for (const std::string_view scaler : {"kubernetes/HorizontalPodAutoscaler", "kubernetes/ScaledObject"})
    if (!ctx.referrers(workload, scaler).empty()) return std::nullopt;
  const Value replicas = workload["spec"]["replicas"];
  return replicas.is_absent() ? std::optional<std::int64_t>(1) : replicas.int_value();
}

void check(const Resource& budget, RuleContext& ctx) {
  const Value least = budget["spec"]["minAvailable"];
  const Value most = budget["spec"]["maxUnavailable"];
  if (most.equals("0") == Tri::kTrue || most.equals("0%") == Tri::kTrue || least.equals("100%") == Tri::kTrue) {
    ctx.report(most.is_absent() ? least : most, "no pod may ever be evicted: nodes cannot be drained or replaced").attribute("spec");
    return;
  }
  const auto wanted = least.int_value();
  if (!wanted) return;
  for (const Resource* workload : ctx.references(budget, "", "spec.selector")) {
    const auto replicas = replicas_of(*workload, ctx);
    if (!replicas || *replicas == 0 || *wanted < *replicas) continue;
    ctx.report(least, "with " + std::to_string(*replicas) + " replicas no pod may be evicted: nodes cannot be drained")
        .note(workload->header, "the workload")
        .attribute("spec.minAvailable");
    return;
  }
}

constexpr std::string_view kKinds[] = {"kubernetes/PodDisruptionBudget"};
constexpr std::string_view kTags[] = {"workload", "availability"};

}  // namespace

extern constinit const NativeRule k8s_budget_blocks_drain{
    .meta = {.id = "k8s-budget-blocks-drain",
             .summary = "Disruption budget lets no pod go",
             .severity = Severity::kMedium,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags},
    .check = check,
};

}  // namespace platlint
