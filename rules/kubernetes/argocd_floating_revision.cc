// SPDX-License-Identifier: Apache-2.0
#include <string>

#include "analyzer/rule/rule.h"

namespace platlint {
namespace {

bool is_moving_version(std::string_view text) {
  return text.empty() || text == "HEAD" || text == "latest" || text.find_first_of("*^~<>xX") != std::string_view::npos;
}

void check_source(const Value& source, const Resource& application, RuleContext& ctx) {
  if (!source.is_map()) return;
  const Value revision = source["targetRevision"];
  if (revision.is_unknown()) return;
  const std::string text = revision.text().value_or("");
  const Value at = revision.is_absent() ? source["repoURL"].is_absent() ? Value::missing(application.header) : source["repoURL"] : revision;
  if (!source["chart"].is_absent()) {
    if (is_moving_version(text))
      ctx.report(at, "the chart's version is open: a new one is deployed without anybody having seen it").attribute("targetRevision");
    return;
  }
  // The repository's own branch is reviewed like this file; another repository's is not.
  const std::string& own = ctx.settings().repository;
  const std::string url = source["repoURL"].text().value_or("");
  if (own.empty() || url.empty() || url.find(own) != std::string::npos) return;
  if (text.empty() || text == "HEAD" || text == "main" || text == "master")
    ctx.report(at, "follows a branch of another repository: name a tag or a commit").attribute("targetRevision");
}

void check(const Resource& application, RuleContext& ctx) {
  if (!application["apiVersion"].is_string() || !application["apiVersion"].as_string().starts_with("argoproj.io/")) return;
  check_source(application["spec"]["source"], application, ctx);
  for (const Value& source : application["spec"]["sources"].items()) check_source(source, application, ctx);
}

constexpr std::string_view kKinds[] = {"kubernetes/Application"};
constexpr std::string_view kTags[] = {"gitops", "supply-chain"};
constexpr std::string_view kOptions[] = {"repository"};

}  // namespace

extern constinit const NativeRule argocd_floating_revision{
    .meta = {.id = "argocd-floating-revision",
             .summary = "Argo CD application follows a moving target",
             .severity = Severity::kLow,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .options = kOptions},
    .check = check,
};

}  // namespace platlint
