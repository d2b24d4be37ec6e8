// SPDX-License-Identifier: Apache-2.0
#include "rules/ci/lib_github.h"

namespace platlint {
namespace {

void check(const Resource& workflow, RuleContext& ctx) {
  const Value concurrency = workflow["concurrency"];
  if (concurrency.is_missing()) {
    if (workflow["triggers"].members().size() == 1 && has_trigger(workflow, "workflow_call")) return;
    for (const Resource* job : ctx.children(workflow, "github/job"))
      if (!(*job)["concurrency"].is_missing()) return;
    ctx.report(workflow.header, "nothing keeps several runs of this workflow apart").attribute("concurrency");
  } else if (concurrency.is_string() || concurrency["cancel-in-progress"].is_missing()) {
    ctx.report(concurrency, "nothing says whether a newer run cancels an older one").attribute("concurrency");
  }
}

constexpr std::string_view kKinds[] = {"github/workflow"};
constexpr std::string_view kTags[] = {"ci"};
constexpr std::string_view kEquivalents[] = {"zizmor:concurrency-limits"};

}  // namespace

extern constinit const NativeRule github_no_concurrency{
    .meta = {.id = "github-no-concurrency",
             .summary = "Runs of a workflow may overtake one another",
             .severity = Severity::kInfo,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .equivalents = kEquivalents,
             .pedantic = true},
    .check = check,
};

}  // namespace platlint
