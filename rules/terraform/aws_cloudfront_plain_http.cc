// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/rule.h"

namespace platlint {
namespace {

void check_behavior(const Value& behavior, RuleContext& ctx) {
  const Value policy = behavior["viewer_protocol_policy"];
  if (policy.equals("allow-all") == Tri::kTrue)
    ctx.report(policy, "viewers may use plain HTTP; use redirect-to-https or https-only").attribute("viewer_protocol_policy");
  else if (policy.is_unknown()) ctx.unknown(policy, "whether viewers may use plain HTTP is unknown");
}

void check(const Resource& distribution, RuleContext& ctx) {
  for (const Value& behavior : distribution["default_cache_behavior"].items()) check_behavior(behavior, ctx);
  for (const Value& behavior : distribution["ordered_cache_behavior"].items()) check_behavior(behavior, ctx);
}

constexpr std::string_view kKinds[] = {"terraform/aws_cloudfront_distribution"};
constexpr std::string_view kTags[] = {"cloudfront", "tls"};
constexpr std::string_view kEquivalents[] = {"checkov:CKV_AWS_34", "trivy:AWS-0012", "kics:55af1353-2f62-4fa0-a8e1-a210ca2708f5"};

}  // namespace

extern constinit const NativeRule aws_cloudfront_plain_http{
    .meta = {.id = "aws-cloudfront-plain-http",
             .summary = "CloudFront serves viewers over plain HTTP",
             .severity = Severity::kMedium,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
