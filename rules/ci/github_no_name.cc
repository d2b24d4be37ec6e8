// SPDX-License-Identifier: Apache-2.0
#include "rules/ci/lib_github.h"

namespace platlint {
namespace {

void check(const Resource& resource, RuleContext& ctx) {
  if (resource["name"].is_missing())
    ctx.report(resource.header, resource.kind == "github/job" ? "this job has no name" : "this workflow has no name").attribute("name");
}

constexpr std::string_view kKinds[] = {"github/workflow", "github/job"};
constexpr std::string_view kTags[] = {"ci"};
constexpr std::string_view kEquivalents[] = {"zizmor:anonymous-definition"};

}  // namespace

extern constinit const NativeRule github_no_name{
    .meta = {.id = "github-no-name",
             .summary = "A workflow or job has no name",
             .severity = Severity::kInfo,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .equivalents = kEquivalents,
             .pedantic = true},
    .check = check,
};

}  // namespace platlint
