// SPDX-License-Identifier: Apache-2.0
#include <string>

#include "analyzer/rule/rule.h"

namespace platlint {
namespace {

// The path in this repository that a link leads to; empty when it leads elsewhere.
std::string path_here(std::string_view link, const std::string& repository) {
  link = link.substr(0, link.find_first_of("#?"));
  if (link.find("{{") != std::string_view::npos) return {};
  if (link.find("://") == std::string_view::npos) {
    while (link.starts_with("./") || link.starts_with('/')) link.remove_prefix(link.starts_with('/') ? 1 : 2);
    return std::string(link);
  }
  if (repository.empty()) return {};
  const std::size_t at = link.find("/" + repository + "/");
  if (at == std::string_view::npos) return {};
  link.remove_prefix(at + repository.size() + 2);
  for (const std::string_view view : {"-/blob/", "-/tree/", "blob/", "tree/", "raw/"}) {
    if (!link.starts_with(view)) continue;
    link.remove_prefix(view.size());
    const std::size_t branch = link.find('/');
    return branch == std::string_view::npos ? std::string() : std::string(link.substr(branch + 1));
  }
  return {};
}

void check(const Resource& rules, RuleContext& ctx) {
  for (const Value& group : rules["spec"]["groups"].items())
    for (const Value& rule : group["rules"].items()) {
      const Value link = rule["annotations"]["runbook_url"];
      if (!link.is_string()) continue;
      const std::string path = path_here(link.as_string(), ctx.settings().repository);
      if (path.empty() || path.find('.') == std::string::npos || ctx.program().sources().find(path) != nullptr) continue;
      ctx.report(link, "the repository has no page " + path).attribute(rule["alert"].text().value_or("runbook_url"));
    }
}

constexpr std::string_view kKinds[] = {"kubernetes/PrometheusRule"};
constexpr std::string_view kTags[] = {"observability"};
constexpr std::string_view kOptions[] = {"repository"};

}  // namespace

extern constinit const NativeRule k8s_runbook_missing{
    .meta = {.id = "k8s-runbook-missing",
             .summary = "Runbook of an alert does not exist",
             .severity = Severity::kLow,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .options = kOptions},
    .check = check,
};

}  // namespace platlint
