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

// What holds for a container: its own setting, or the pod's.
Value effective(const Value& container, const Value& pod, std::string_view key) {
  const Value own = container["securityContext"][key];
  return own.is_absent() ? pod["securityContext"][key] : own;
}

void check(const Resource& resource, RuleContext& ctx) {
  const Value pod = resource["pod.spec"];
  each_container(resource, {"containers"}, [&](const Value& container) {
    const Value user = effective(container, pod, "runAsUser");
    if (user.int_value() == 0) {
      ctx.report(user, "the container runs as root").attribute("runAsUser");
      return;
    }
    if (effective(container, pod, "runAsNonRoot").is_true() == Tri::kTrue || user.int_value().value_or(0) > 0) return;
    ctx.report(container["name"], "nothing keeps the container from running as root: set runAsNonRoot: true")
        .attribute("runAsNonRoot." + container["name"].text().value_or(""));
  });
}

constexpr std::string_view kKinds[] = {"kubernetes/*"};
constexpr std::string_view kTags[] = {"workload", "security"};
constexpr std::string_view kEquivalents[] = {"kube-linter:run-as-non-root"};

}  // namespace

extern constinit const NativeRule k8s_runs_as_root{
    .meta = {.id = "k8s-runs-as-root",
             .summary = "Container may run as root",
             .severity = Severity::kMedium,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
