// SPDX-License-Identifier: Apache-2.0
#include "rules/ci/lib_github.h"

namespace platlint {
namespace {

// Labelling by changed paths neither runs nor reads what a pull request brings.
bool only_labels(const Resource& workflow, RuleContext& ctx) {
  bool any = false;
  for (const Resource* job : ctx.children(workflow, "github/job")) {
    if (!(*job)["uses"].is_missing()) return false;
    for (const Resource* step : ctx.children(*job, "github/step")) {
      if (!uses_action(*step, "actions/labeler")) return false;
      any = true;
    }
  }
  return any;
}

void check(const Resource& workflow, RuleContext& ctx) {
  for (const Member& event : workflow["triggers"].members()) {
    if (event.key != "pull_request_target" && event.key != "workflow_run") continue;
    if (event.key == "pull_request_target" && only_labels(workflow, ctx)) continue;
    ctx.report(event.key_range,
               std::string(event.key) + " runs with this repository's token and secrets on what a stranger's pull request brings")
        .attribute(event.key);
  }
}

constexpr std::string_view kKinds[] = {"github/workflow"};
constexpr std::string_view kTags[] = {"injection", "ci"};
constexpr std::string_view kEquivalents[] = {"zizmor:dangerous-triggers"};

}  // namespace

extern constinit const NativeRule github_dangerous_trigger{
    .meta = {.id = "github-dangerous-trigger",
             .summary = "A trigger lets strangers start a run with the rights of the repository",
             .severity = Severity::kHigh,
             .confidence = Confidence::kMedium,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
