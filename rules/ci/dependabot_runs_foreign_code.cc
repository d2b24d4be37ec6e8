// SPDX-License-Identifier: Apache-2.0
#include "rules/ci/lib_github.h"

namespace platlint {
namespace {

void check(const Resource& file, RuleContext& ctx) {
  for (const Value& update : file["updates"].items()) {
    const Value execution = update["insecure-external-code-execution"];
    if (execution.equals("allow") == Tri::kTrue)
      ctx.report(execution, "a package that is being updated can run code in dependabot's job")
          .attribute("insecure-external-code-execution");
  }
}

constexpr std::string_view kKinds[] = {"github/dependabot"};
constexpr std::string_view kTags[] = {"supply-chain", "ci"};
constexpr std::string_view kEquivalents[] = {"zizmor:dependabot-execution"};

}  // namespace

extern constinit const NativeRule dependabot_runs_foreign_code{
    .meta = {.id = "dependabot-runs-foreign-code",
             .summary = "Dependabot may run code of the packages it updates",
             .severity = Severity::kHigh,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
