// SPDX-License-Identifier: Apache-2.0
#include "rules/ci/lib_github.h"

namespace platlint {
namespace {

void check(const Resource& resource, RuleContext& ctx) {
  const Value uses = resource["uses"];
  const auto action = action_reference(uses);
  if (!action || action->is_commit()) return;
  ctx.report(uses, action->ref.empty()
                       ? "nothing says which version of " + std::string(uses.as_string()) + " runs; pin it to a commit"
                       : "the tag or branch " + std::string(action->ref) + " can be moved to other code at any time; pin it to a commit")
      .attribute("uses");
}

constexpr std::string_view kKinds[] = {"github/step", "github/job"};
constexpr std::string_view kTags[] = {"supply-chain", "ci"};
constexpr std::string_view kEquivalents[] = {"zizmor:unpinned-uses"};

}  // namespace

extern constinit const NativeRule github_unpinned_action{
    .meta = {.id = "github-unpinned-action",
             .summary = "An action or reusable workflow is not pinned to a commit",
             .severity = Severity::kMedium,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
