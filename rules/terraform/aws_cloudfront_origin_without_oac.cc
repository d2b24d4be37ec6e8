// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/rule.h"

namespace platlint {
namespace {

// An S3 bucket as origin: by its domain name, or by a reference to a bucket. Website endpoints are another rule's matter.
bool is_bucket(const Resource& distribution, const Value& domain, const RuleContext& ctx) {
  if (domain.contains_text(".s3-website") == Tri::kTrue) return false;
  if (domain.is_string())
    return domain.as_string().find(".s3.") != std::string_view::npos || domain.as_string().find(".s3-") != std::string_view::npos;
  for (const Ref& ref : domain.refs())
    if (ref.address.find("aws_s3_bucket.") != std::string_view::npos && ref.attribute.find("website") == std::string_view::npos)
      return true;
  return domain.contains_text(".s3.") == Tri::kTrue && !ctx.references(distribution, "aws_s3_bucket", "origin").empty();
}

void check(const Resource& distribution, RuleContext& ctx) {
  for (const Value& origin : distribution["origin"].items()) {
    const Value domain = origin["domain_name"];
    if (!is_bucket(distribution, domain, ctx)) continue;
    const Value control = origin["origin_access_control_id"];
    if (!control.is_absent() && control.equals("") != Tri::kTrue) continue;
    const Value identity = origin["s3_origin_config"]["origin_access_identity"];
    // A legacy identity keeps the bucket private as well: aws-cloudfront-legacy-identity.
    if (!identity.is_absent() && identity.equals("") != Tri::kTrue) continue;
    ctx.report(domain, "this S3 origin has no Origin Access Control: the bucket must be public to serve it").attribute("origin");
  }
}

constexpr std::string_view kKinds[] = {"terraform/aws_cloudfront_distribution"};
constexpr std::string_view kTags[] = {"cloudfront", "public-access"};
constexpr std::string_view kEquivalents[] = {"checkov:CKV2_AWS_46"};

}  // namespace

extern constinit const NativeRule aws_cloudfront_origin_without_oac{
    .meta = {.id = "aws-cloudfront-origin-without-oac",
             .summary = "CloudFront reads an S3 origin without Origin Access Control",
             .severity = Severity::kHigh,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
