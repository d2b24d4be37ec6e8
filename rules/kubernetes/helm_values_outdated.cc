// SPDX-License-Identifier: Apache-2.0
#include <string>

#include "analyzer/rule/rule.h"

namespace platlint {
namespace {

// "3.6.1" -> 3006; 0 when it is no version.
std::int64_t version_number(const std::string& text) {
  std::int64_t parts[2] = {0, 0};
  std::size_t at = text.starts_with('v') ? 1 : 0;
  for (std::int64_t& part : parts) {
    if (at >= text.size() || text[at] < '0' || text[at] > '9') return 0;
    while (at < text.size() && text[at] >= '0' && text[at] <= '9' && part < 100000) part = part * 10 + (text[at++] - '0');
    ++at;
  }
  return parts[0] * 1000 + parts[1];
}

void check_source(const Value& source, RuleContext& ctx) {
  const std::string chart = source["chart"].text().value_or("");
  const std::int64_t version = version_number(source["targetRevision"].text().value_or(""));
  const Value values = source["helm"]["valuesObject"];
  if (chart == "kyverno" && version >= 3006 && values["config"]["webhooks"].is_list())
    ctx.report(values["config"]["webhooks"], "since 3.6 config.webhooks is a map, not a list").attribute("config.webhooks");
  if (chart == "external-dns" && version >= 1019 && values["provider"].is_string())
    ctx.report(values["provider"], "since 1.19 the provider is a map: provider.name").attribute("provider");
  if (chart == "argo-cd" && version >= 9000) {
    const Value ingress = values["server"]["ingress"];
    if (ingress["enabled"].is_true() == Tri::kTrue && ingress["ingressClassName"].equals("alb") == Tri::kTrue &&
        ingress["controller"].equals("aws") == Tri::kFalse)
      ctx.report(ingress["ingressClassName"], "since 9 an ALB needs server.ingress.controller: aws beside its class")
          .attribute("server.ingress.controller");
  }
}

void check(const Resource& application, RuleContext& ctx) {
  check_source(application["spec"]["source"], ctx);
  for (const Value& source : application["spec"]["sources"].items()) check_source(source, ctx);
}

constexpr std::string_view kKinds[] = {"kubernetes/Application"};
constexpr std::string_view kTags[] = {"gitops", "helm"};

}  // namespace

extern constinit const NativeRule helm_values_outdated{
    .meta = {.id = "helm-values-outdated",
             .summary = "Values are in a form that the chart no longer reads",
             .severity = Severity::kMedium,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags},
    .check = check,
};

}  // namespace platlint
