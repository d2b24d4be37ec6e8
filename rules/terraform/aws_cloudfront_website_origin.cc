// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/rule.h"

namespace platlint {
namespace {

void check(const Resource& distribution, RuleContext& ctx) {
  for (const Value& origin : distribution["origin"].items()) {
    const Value domain = origin["domain_name"];
    bool website = domain.contains_text(".s3-website") == Tri::kTrue;
    for (const Ref& ref : domain.refs()) website = website || ref.attribute == "website_endpoint" || ref.attribute == "website_domain";
    if (website)
      ctx.report(domain,
                 "an S3 website endpoint speaks plain HTTP and needs a public bucket; use the bucket's regional domain name with Origin "
                 "Access Control")
          .attribute("origin");
  }
}

constexpr std::string_view kKinds[] = {"terraform/aws_cloudfront_distribution"};
constexpr std::string_view kTags[] = {"cloudfront", "public-access"};

}  // namespace

extern constinit const NativeRule aws_cloudfront_website_origin{
    .meta = {.id = "aws-cloudfront-website-origin",
             .summary = "CloudFront origin is an S3 website endpoint",
             .severity = Severity::kMedium,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags},
    .check = check,
};

}  // namespace platlint
