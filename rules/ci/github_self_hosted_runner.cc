// SPDX-License-Identifier: Apache-2.0
#include "rules/ci/lib_github.h"

namespace platlint {
namespace {

void check(const Resource& job, RuleContext& ctx) {
  const Value runs_on = job["runs-on"];
  const Value labels = runs_on.is_map() ? runs_on["labels"] : runs_on;
  if (labels.has_item("self-hosted") == Tri::kTrue)
    ctx.report(runs_on, "the runner keeps its state from job to job; in a public repository strangers' pull requests can use it")
        .attribute("runs-on");
  else if (runs_on.is_map() && !runs_on["group"].is_missing())
    ctx.report(runs_on, "runners of a group are mostly self-hosted ones").attribute("runs-on");
  for (const Member& row : job["strategy"]["matrix"].members())
    if (runs_on.contains_text("matrix." + std::string(row.key)) == Tri::kTrue)
      for (const Value& value : row.value.items())
        if (value.has_item("self-hosted") == Tri::kTrue) {
          ctx.report(runs_on, "the matrix puts this job on a self-hosted runner").attribute(row.key);
          return;
        }
}

constexpr std::string_view kKinds[] = {"github/job"};
constexpr std::string_view kTags[] = {"supply-chain", "ci"};
constexpr std::string_view kEquivalents[] = {"zizmor:self-hosted-runner"};

}  // namespace

extern constinit const NativeRule github_self_hosted_runner{
    .meta = {.id = "github-self-hosted-runner",
             .summary = "A job runs on a self-hosted runner",
             .severity = Severity::kLow,
             .confidence = Confidence::kMedium,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .equivalents = kEquivalents,
             .pedantic = true},
    .check = check,
};

}  // namespace platlint
