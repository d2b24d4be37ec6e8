// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/rule.h"

namespace platlint {
namespace {

// Every container of a pod, init containers last.
template <class Each>
void each_container(const Resource& resource, std::initializer_list<std::string_view> lists, Each each) {
  const Value pod = resource["pod.spec"];
  for (const std::string_view list : lists)
    for (const Value& container : pod[list].items()) each(container);
}

void check(const Resource& resource, RuleContext& ctx) {
  if (resource.type() != "Deployment" && resource.type() != "StatefulSet" && resource.type() != "DaemonSet" && resource.type() != "Rollout")
    return;
  // A container without ports serves nobody that could wait for it.
  each_container(resource, {"containers"}, [&](const Value& container) {
    if (container["ports"].items().empty() || !container["readinessProbe"].is_absent()) return;
    ctx.report(container["name"], "the container serves a port and has no readiness probe: traffic comes before it is ready")
        .attribute("readinessProbe." + container["name"].text().value_or(""));
  });
}

constexpr std::string_view kKinds[] = {"kubernetes/*"};
constexpr std::string_view kTags[] = {"workload"};
constexpr std::string_view kEquivalents[] = {"kube-linter:no-readiness-probe", "checkov:CKV_K8S_9"};

}  // namespace

extern constinit const NativeRule k8s_no_probes{
    .meta = {.id = "k8s-no-probes",
             .summary = "Long-running container without a readiness probe",
             .severity = Severity::kLow,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
