// SPDX-License-Identifier: Apache-2.0
#include "rules/ci/lib_github.h"

namespace platlint {
namespace {

void check(const Resource& file, RuleContext& ctx) { report_complaints(file, ctx, "condition"); }

constexpr std::string_view kKinds[] = {"github/workflow", "github/action"};
constexpr std::string_view kTags[] = {"correctness", "ci"};
constexpr std::string_view kEquivalents[] = {"actionlint:if-cond"};

}  // namespace

extern constinit const NativeRule github_constant_condition{
    .meta = {.id = "github-constant-condition",
             .summary = "A condition is always true or always false",
             .severity = Severity::kLow,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
