// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/rule.h"

namespace platlint {
namespace {

void check(const Resource& hpa, RuleContext& ctx) {
  const Value most = hpa["spec"]["maxReplicas"];
  const Value least = hpa["spec"]["minReplicas"];
  const auto max = most.int_value();
  const auto min = least.is_absent() ? std::optional<std::int64_t>(1) : least.int_value();
  if (!max || !min || *max > *min) return;
  ctx.report(most, *max < *min ? "maxReplicas is below minReplicas: the cluster refuses it"
                               : "minReplicas and maxReplicas are the same: nothing is ever scaled")
      .attribute("spec.maxReplicas");
}

constexpr std::string_view kKinds[] = {"kubernetes/HorizontalPodAutoscaler"};
constexpr std::string_view kTags[] = {"workload", "scaling"};

}  // namespace

extern constinit const NativeRule k8s_hpa_cannot_scale{
    .meta = {.id = "k8s-hpa-cannot-scale",
             .summary = "Autoscaler has no room to scale",
             .severity = Severity::kMedium,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags},
    .check = check,
};

}  // namespace platlint
