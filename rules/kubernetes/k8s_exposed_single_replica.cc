// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/rule.h"

namespace platlint {
namespace {

// Does an Ingress lead to the workload?
bool is_exposed(const Resource& workload, const RuleContext& ctx) {
  for (const Resource* service : ctx.referrers(workload, "kubernetes/Service"))
    if (!ctx.referrers(*service, "kubernetes/Ingress").empty()) return true;
  return false;
}

void check(const Resource& workload, RuleContext& ctx) {
  const Value replicas = workload["spec"]["replicas"];
  if (replicas.is_absent() ? false : replicas.int_value() != 1) return;
  if (workload["spec"]["strategy"]["type"].equals("Recreate") == Tri::kTrue) return;
  for (const std::string_view scaler : {"kubernetes/HorizontalPodAutoscaler", "kubernetes/ScaledObject"})
    if (!ctx.referrers(workload, scaler).empty()) return;
  for (const Value& volume : workload["pod.spec"]["volumes"].items())
    if (!volume["persistentVolumeClaim"].is_absent()) return;
  if (is_exposed(workload, ctx))
    ctx.report(replicas.is_absent() ? Value::missing(workload.header) : replicas,
               "one pod serves all requests: it is away whenever its node is")
        .attribute("spec.replicas");
}

constexpr std::string_view kKinds[] = {"kubernetes/Deployment"};
constexpr std::string_view kTags[] = {"workload", "availability"};

}  // namespace

extern constinit const NativeRule k8s_exposed_single_replica{
    .meta = {.id = "k8s-exposed-single-replica",
             .summary = "Workload behind an ingress has one replica",
             .severity = Severity::kLow,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags},
    .check = check,
};

}  // namespace platlint
