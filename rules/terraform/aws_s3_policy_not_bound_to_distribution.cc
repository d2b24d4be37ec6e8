// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/rule.h"

namespace platlint {
namespace {

// Does the statement speak to the CloudFront service?
Tri is_cloudfront(const Value& principal) {
  return principal.is_map() ? principal["Service"].has_item("cloudfront.amazonaws.com") : Tri::kFalse;
}

// Is there any test of aws:SourceArn? Account-wide tests (aws:SourceAccount) let every distribution of the account in.
bool binds_source(const Value& condition) {
  for (const Member& test : condition.members())
    for (const Member& variable : test.value.members())
      if (variable.key == "aws:SourceArn" || variable.key == "AWS:SourceArn" || variable.key == "aws:sourcearn") return true;
  return false;
}

void check(const Resource& resource, RuleContext& ctx) {
  const Value attribute = resource["policy"];
  const Value policy = resource["policy.document"];
  for (const Value& statement : policy["Statement"].items()) {
    if (tri_and(statement["Effect"].equals("Allow"), is_cloudfront(statement["Principal"])) != Tri::kTrue) continue;
    const Value condition = statement["Condition"];
    if (binds_source(condition)) continue;
    if (condition.is_unknown() || condition.is_open()) ctx.unknown(attribute, "whether the policy binds the distribution is unknown");
    else
      ctx.report(attribute, "CloudFront may read this bucket on behalf of anyone's distribution: no condition on aws:SourceArn")
          .attribute("policy");
  }
}

constexpr std::string_view kKinds[] = {"terraform/aws_s3_bucket_policy"};
constexpr std::string_view kTags[] = {"storage", "public-access", "cloudfront"};

}  // namespace

extern constinit const NativeRule aws_s3_policy_not_bound_to_distribution{
    .meta = {.id = "aws-s3-policy-not-bound-to-distribution",
             .summary = "Bucket policy lets any CloudFront distribution read",
             .severity = Severity::kHigh,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags},
    .check = check,
};

}  // namespace platlint
