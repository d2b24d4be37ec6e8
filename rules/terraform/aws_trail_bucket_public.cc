// SPDX-License-Identifier: Apache-2.0
#include <vector>

#include "analyzer/rule/rule.h"
#include "rules/terraform/lib_s3_acl.h"

namespace platlint {
namespace {

void check(const Resource& trail, RuleContext& ctx) {
  for (const Resource* bucket : ctx.references(trail, "aws_s3_bucket", "s3_bucket_name")) {
    std::vector<const Resource*> said = ctx.referrers(*bucket, "aws_s3_bucket_acl", "bucket");
    said.push_back(bucket);
    for (const Resource* one : said) {
      const Value acl = s3_acl::acl_of(*one);
      if (acl.is_unknown()) ctx.unknown(acl, "whether everyone can read who does what in the account is unknown");
      else if (acl.is_string() && s3_acl::is_public(acl.as_string()) && !s3_acl::is_blocked(*one, ctx))
        ctx.report(acl, "everyone can read who does what in the account");
    }
  }
}

constexpr std::string_view kKinds[] = {"terraform/aws_cloudtrail"};
constexpr std::string_view kTags[] = {"logging", "storage", "public-access"};
constexpr std::string_view kEquivalents[] = {
    "trivy:AWS-0161",
    "kics:bd0088a5-c133-4b20-b129-ec9968b16ef3",
};

}  // namespace

extern constinit const NativeRule aws_trail_bucket_public{
    .meta = {.id = "aws-trail-bucket-public",
             .summary = "Bucket of a trail is public",
             .severity = Severity::kCritical,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
