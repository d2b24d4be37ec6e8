// SPDX-License-Identifier: Apache-2.0
#include "rules/ci/lib_github.h"

namespace platlint {
namespace {

void check(const Resource& step, RuleContext& ctx) {
  if (!uses_action(step, "actions/checkout")) return;
  // A token that is kept on purpose, or by an expression, was at least thought of; so was one given by the whole `with`.
  if (!step["with"].is_absent() && !step["with"].is_map()) return;
  if (!step["with"]["persist-credentials"].is_missing()) return;
  ctx.report(
         step["uses"],
         "the checkout leaves the job's token in .git/config, where later steps and artifacts can take it; set persist-credentials: false")
      .attribute("persist-credentials");
}

constexpr std::string_view kKinds[] = {"github/step"};
constexpr std::string_view kTags[] = {"secrets", "ci"};
constexpr std::string_view kEquivalents[] = {"zizmor:artipacked"};

}  // namespace

extern constinit const NativeRule github_checkout_keeps_token{
    .meta = {.id = "github-checkout-keeps-token",
             .summary = "A checkout leaves the token of the job on disk",
             .severity = Severity::kLow,
             .confidence = Confidence::kMedium,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
