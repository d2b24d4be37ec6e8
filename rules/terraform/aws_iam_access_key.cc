// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/rule.h"

namespace platlint {
namespace {

void check(const Resource& key, RuleContext& ctx) {
  if (key["status"].equals("Inactive") == Tri::kTrue) return;
  ctx.report(key.header, "a long-lived access key (and its secret in the state file); use a role and OIDC instead");
}

constexpr std::string_view kKinds[] = {"terraform/aws_iam_access_key"};
constexpr std::string_view kTags[] = {"oidc", "iam", "ci"};

}  // namespace

extern constinit const NativeRule aws_iam_access_key{
    .meta = {.id = "aws-iam-access-key",
             .summary = "Long-lived access key of an IAM user",
             .severity = Severity::kHigh,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags},
    .check = check,
};

}  // namespace platlint
