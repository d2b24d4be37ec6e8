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
  each_container(resource, {"containers", "initContainers", "ephemeralContainers"}, [&](const Value& container) {
    const Value image = container["image"];
    if (!image.is_string()) return;
    const std::string_view text = image.as_string();
    // Placeholders are another rule's matter.
    if (text.find('@') != std::string_view::npos || text.find('<') != std::string_view::npos || text.find('$') != std::string_view::npos)
      return;
    const std::size_t colon = text.rfind(':');
    const bool tagged = colon != std::string_view::npos && text.find('/', colon) == std::string_view::npos;
    if (!tagged) ctx.report(image, "the image \"" + std::string(text) + "\" has no tag: it is another image tomorrow").attribute("image");
    else if (text.substr(colon + 1) == "latest") ctx.report(image, "the tag latest is another image tomorrow").attribute("image");
  });
}

constexpr std::string_view kKinds[] = {"kubernetes/*"};
constexpr std::string_view kTags[] = {"workload", "supply-chain"};
constexpr std::string_view kEquivalents[] = {"checkov:CKV_K8S_14", "kube-linter:latest-tag"};

}  // namespace

extern constinit const NativeRule k8s_image_latest_tag{
    .meta = {.id = "k8s-image-latest-tag",
             .summary = "Container image without a fixed version",
             .severity = Severity::kMedium,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
