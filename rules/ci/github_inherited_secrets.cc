// SPDX-License-Identifier: Apache-2.0
#include "rules/ci/lib_github.h"

namespace platlint {
namespace {

void check(const Resource& job, RuleContext& ctx) {
  if (!job["uses"].is_missing() && job["secrets"].equals("inherit") == Tri::kTrue)
    ctx.report(job["uses"], "the called workflow gets every secret; pass those that it needs by name")
        .note(job["secrets"].where(), "inherited here")
        .attribute("secrets");
}

constexpr std::string_view kKinds[] = {"github/job"};
constexpr std::string_view kTags[] = {"secrets", "ci"};
constexpr std::string_view kEquivalents[] = {"zizmor:secrets-inherit"};

}  // namespace

extern constinit const NativeRule github_inherited_secrets{
    .meta = {.id = "github-inherited-secrets",
             .summary = "A called workflow gets all secrets of its caller",
             .severity = Severity::kMedium,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
