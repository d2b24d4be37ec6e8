// SPDX-License-Identifier: Apache-2.0
#include "rules/ci/lib_github.h"

namespace platlint {
namespace {

void check(const Resource& file, RuleContext& ctx) { report_complaints(file, ctx, "needs"); }

constexpr std::string_view kKinds[] = {"github/workflow", "github/action"};
constexpr std::string_view kTags[] = {"correctness", "ci"};
constexpr std::string_view kEquivalents[] = {"actionlint:job-needs"};

}  // namespace

extern constinit const NativeRule github_job_needs{
    .meta = {.id = "github-job-needs",
             .summary = "A job needs one that does not exist, or jobs wait for one another",
             .severity = Severity::kHigh,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
