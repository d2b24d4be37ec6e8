// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/rule.h"

namespace platlint {
namespace {

void check(const Resource& repository, RuleContext& ctx) {
  if (!ctx.referrers(repository, "aws_ecr_lifecycle_policy").empty()) return;
  if (ctx.may_be_referred(repository, "aws_ecr_lifecycle_policy", "repository"))
    ctx.unknown(Value::missing(repository.header), "whether a lifecycle policy covers this repository is unknown");
  else ctx.report(repository.header, "no lifecycle policy: every image ever pushed is kept and paid for");
}

constexpr std::string_view kKinds[] = {"terraform/aws_ecr_repository"};
constexpr std::string_view kTags[] = {"cost", "containers"};

}  // namespace

extern constinit const NativeRule aws_ecr_no_lifecycle{
    .meta = {.id = "aws-ecr-no-lifecycle",
             .summary = "ECR repository keeps every image",
             .severity = Severity::kLow,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags},
    .check = check,
};

}  // namespace platlint
