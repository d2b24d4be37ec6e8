// SPDX-License-Identifier: Apache-2.0
#include "rules/ci/lib_github.h"

namespace platlint {
namespace {

void check(const Resource& file, RuleContext& ctx) { report_complaints(file, ctx, "env-name"); }

constexpr std::string_view kKinds[] = {"github/workflow", "github/action"};
constexpr std::string_view kTags[] = {"correctness", "ci"};
constexpr std::string_view kEquivalents[] = {"actionlint:env-var"};

}  // namespace

extern constinit const NativeRule github_env_name{
    .meta = {.id = "github-env-name",
             .summary = "The name of an environment variable cannot be one",
             .severity = Severity::kMedium,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
