// SPDX-License-Identifier: Apache-2.0
#include "rules/ci/lib_github.h"

namespace platlint {
namespace {

void check(const Resource& file, RuleContext& ctx) { report_complaints(file, ctx, "permission"); }

constexpr std::string_view kKinds[] = {"github/workflow", "github/action"};
constexpr std::string_view kTags[] = {"correctness", "permissions", "ci"};
constexpr std::string_view kEquivalents[] = {"actionlint:permissions"};

}  // namespace

extern constinit const NativeRule github_invalid_permissions{
    .meta = {.id = "github-invalid-permissions",
             .summary = "Permissions that GitHub does not know",
             .severity = Severity::kHigh,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
