// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/rule.h"

namespace platlint {
namespace {

void check(const Resource& job, RuleContext& ctx) {
  const Value hook = job["metadata"]["annotations"]["helm.sh/hook"];
  if (!hook.is_string() || hook.as_string().find("test") != std::string_view::npos) return;
  if (!job["spec"]["activeDeadlineSeconds"].is_absent() || !job["pod.spec"]["activeDeadlineSeconds"].is_absent()) return;
  ctx.report(hook, "the release waits for this Job, and nothing ends the Job: set activeDeadlineSeconds")
      .attribute("spec.activeDeadlineSeconds");
}

constexpr std::string_view kKinds[] = {"kubernetes/Job"};
constexpr std::string_view kTags[] = {"helm", "workload"};

}  // namespace

extern constinit const NativeRule k8s_hook_job_without_deadline{
    .meta = {.id = "k8s-hook-job-without-deadline",
             .summary = "Helm hook Job may run for ever",
             .severity = Severity::kMedium,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags},
    .check = check,
};

}  // namespace platlint
