// SPDX-License-Identifier: Apache-2.0
#include "rules/ci/lib_github.h"

namespace platlint {
namespace {

void check(const Resource& resource, RuleContext& ctx) {
  for (const Member& variable : resource["env"].members())
    if (variable.key == "ACTIONS_ALLOW_UNSECURE_COMMANDS" && variable.value.is_true() == Tri::kTrue)
      ctx.report(variable.key_range, "set-env and add-path are read from the log again: whatever is printed can set variables and the path")
          .attribute(variable.key);
}

constexpr std::string_view kKinds[] = {"github/workflow", "github/job", "github/step", "github/action"};
constexpr std::string_view kTags[] = {"injection", "ci"};
constexpr std::string_view kEquivalents[] = {"zizmor:insecure-commands"};

}  // namespace

extern constinit const NativeRule github_insecure_commands{
    .meta = {.id = "github-insecure-commands",
             .summary = "Workflow commands that GitHub has disabled are switched on again",
             .severity = Severity::kHigh,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
