// SPDX-License-Identifier: Apache-2.0
#include "rules/ci/lib_github.h"

namespace platlint {
namespace {

void check(const Resource& file, RuleContext& ctx) { report_complaints(file, ctx, "expression"); }

constexpr std::string_view kKinds[] = {"github/workflow", "github/action"};
constexpr std::string_view kTags[] = {"correctness", "ci"};
constexpr std::string_view kEquivalents[] = {"actionlint:expression"};

}  // namespace

extern constinit const NativeRule github_invalid_expression{
    .meta = {.id = "github-invalid-expression",
             .summary = "An expression is malformed, or reads what does not exist",
             .severity = Severity::kMedium,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
