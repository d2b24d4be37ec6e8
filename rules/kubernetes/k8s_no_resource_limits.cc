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
  each_container(resource, {"containers"}, [&](const Value& container) {
    const Value resources = container["resources"];
    std::string missing;
    if (resources["requests"]["cpu"].is_absent() && resources["limits"]["cpu"].is_absent()) missing += ", requests.cpu";
    if (resources["requests"]["memory"].is_absent() && resources["limits"]["memory"].is_absent()) missing += ", requests.memory";
    if (resources["limits"]["memory"].is_absent()) missing += ", limits.memory";
    if (missing.empty()) return;
    const Value at = resources.is_absent() ? container["name"] : resources;
    ctx.report(at, "the container sets no " + missing.substr(2)).attribute("resources." + container["name"].text().value_or(""));
  });
}

constexpr std::string_view kKinds[] = {"kubernetes/*"};
constexpr std::string_view kTags[] = {"workload"};
constexpr std::string_view kEquivalents[] = {"kube-linter:unset-memory-requirements"};

}  // namespace

extern constinit const NativeRule k8s_no_resource_limits{
    .meta = {.id = "k8s-no-resource-limits",
             .summary = "Container without resource requests and memory limit",
             .severity = Severity::kMedium,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
