// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/rule.h"

namespace platlint {
namespace {

void check(const Resource& pipeline, RuleContext& ctx) {
  for (const Value& complaint : pipeline["invalid"].items())
    ctx.report(complaint.where(), std::string(complaint.as_string())).attribute(complaint.as_string());
}

constexpr std::string_view kKinds[] = {"gitlab/pipeline"};
constexpr std::string_view kTags[] = {"gitlab-ci-invalid", "correctness"};

}  // namespace

extern constinit const NativeRule gitlab_ci_invalid{
    .meta = {.id = "gitlab-ci-invalid",
             .summary = "GitLab would refuse this pipeline",
             .severity = Severity::kHigh,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags},
    .check = check,
};

}  // namespace platlint
