// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/rule.h"

namespace platlint {
namespace {

// Is anything of that kind declared here, in this namespace? Without that the target may come from elsewhere.
bool declares(const Resource& hpa, std::string_view kind, const RuleContext& ctx) {
  const Value space = hpa["metadata"]["namespace"];
  for (const Resource* other : ctx.all("kubernetes/" + std::string(kind)))
    if ((*other)["metadata"]["namespace"].text() == space.text()) return true;
  return false;
}

void check(const Resource& hpa, RuleContext& ctx) {
  const Value target = hpa["spec"]["scaleTargetRef"];
  if (!target["kind"].is_string() || !target["name"].is_string()) return;
  if (!ctx.references(hpa, "", "spec.scaleTargetRef").empty() || !declares(hpa, target["kind"].as_string(), ctx)) return;
  ctx.report(target["name"], "there is no " + std::string(target["kind"].as_string()) + " \"" + std::string(target["name"].as_string()) +
                                 "\": nothing is scaled")
      .attribute("spec.scaleTargetRef.name");
}

constexpr std::string_view kKinds[] = {"kubernetes/HorizontalPodAutoscaler"};
constexpr std::string_view kTags[] = {"workload", "scaling"};

}  // namespace

extern constinit const NativeRule k8s_hpa_target_missing{
    .meta = {.id = "k8s-hpa-target-missing",
             .summary = "Autoscaler points at a workload that does not exist",
             .severity = Severity::kMedium,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags},
    .check = check,
};

}  // namespace platlint
