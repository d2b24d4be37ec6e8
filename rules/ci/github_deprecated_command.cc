// SPDX-License-Identifier: Apache-2.0
#include "rules/ci/lib_github.h"

namespace platlint {
namespace {

void check(const Resource& file, RuleContext& ctx) { report_complaints(file, ctx, "command"); }

constexpr std::string_view kKinds[] = {"github/workflow", "github/action"};
constexpr std::string_view kTags[] = {"correctness", "ci"};
constexpr std::string_view kEquivalents[] = {"actionlint:deprecated-commands"};

}  // namespace

extern constinit const NativeRule github_deprecated_command{
    .meta = {.id = "github-deprecated-command",
             .summary = "A script prints a workflow command that GitHub has deprecated",
             .severity = Severity::kLow,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
