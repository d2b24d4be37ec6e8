// SPDX-License-Identifier: Apache-2.0
#include "rules/ci/lib_github.h"

namespace platlint {
namespace {

void check(const Resource& file, RuleContext& ctx) { report_complaints(file, ctx, "credential"); }

constexpr std::string_view kKinds[] = {"github/workflow", "github/action"};
constexpr std::string_view kTags[] = {"secrets", "ci"};
constexpr std::string_view kEquivalents[] = {"actionlint:credentials", "zizmor:hardcoded-container-credentials"};

}  // namespace

extern constinit const NativeRule github_container_password{
    .meta = {.id = "github-container-password",
             .summary = "The password of a container registry is written in the workflow",
             .severity = Severity::kHigh,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
