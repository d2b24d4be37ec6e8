// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/rule.h"

namespace platlint {
namespace {

bool migrates(std::string_view text) {
  return text.find("migrat") != std::string_view::npos && text.find("immigrat") == std::string_view::npos;
}

void check(const Resource& job, RuleContext& ctx) {
  if (!migrates(job.name) || job["metadata"]["name"].is_absent()) return;
  const Value annotations = job["metadata"]["annotations"];
  if (annotations.is_unknown()) return;
  for (const Member& annotation : annotations.members())
    if (annotation.key.starts_with("helm.sh/hook") || annotation.key.starts_with("argocd.argoproj.io/hook") ||
        annotation.key.starts_with("argocd.argoproj.io/sync-wave"))
      return;
  // Only what Helm renders can be a hook of Helm.
  const SourceFile& file = ctx.program().sources()[job.range.file];
  const std::string_view above = file.text().substr(0, job.range.begin);
  const std::size_t document = above.rfind("---");
  if (above.substr(document == std::string_view::npos ? 0 : document).find("# Source: ") == std::string_view::npos) return;
  ctx.report(job.header, "this Job runs beside the release, not before it: the new version may meet the old schema")
      .attribute("metadata.annotations");
}

constexpr std::string_view kKinds[] = {"kubernetes/Job"};
constexpr std::string_view kTags[] = {"helm", "workload"};

}  // namespace

extern constinit const NativeRule k8s_migration_not_a_hook{
    .meta = {.id = "k8s-migration-not-a-hook",
             .summary = "Migration Job of a chart is no hook",
             .severity = Severity::kMedium,
             .confidence = Confidence::kMedium,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags},
    .check = check,
};

}  // namespace platlint
