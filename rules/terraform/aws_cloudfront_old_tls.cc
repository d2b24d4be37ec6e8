// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/rule.h"

namespace platlint {
namespace {

void check(const Resource& distribution, RuleContext& ctx) {
  const Value certificate = distribution["viewer_certificate"];
  if (certificate.is_unknown()) return ctx.report_if(Tri::kUnknown, certificate, "which TLS versions viewers may use is unknown");
  const Value version = certificate["minimum_protocol_version"];
  if (version.is_absent()) {
    // The default certificate of cloudfront.net always allows TLS 1.0; with another one the provider's default is TLSv1.
    ctx.report(certificate.is_absent() ? Value::missing(distribution.header) : certificate,
               "viewers may use TLS 1.0: minimum_protocol_version is not set")
        .attribute("minimum_protocol_version");
  } else if (version.is_unknown()) {
    ctx.unknown(version, "which TLS versions viewers may use is unknown");
  } else if (version.starts_with("TLSv1.2") == Tri::kFalse && version.starts_with("TLSv1.3") == Tri::kFalse) {
    ctx.report(version, "viewers may use TLS older than 1.2; use TLSv1.2_2021 or newer").attribute("minimum_protocol_version");
  }
}

constexpr std::string_view kKinds[] = {"terraform/aws_cloudfront_distribution"};
constexpr std::string_view kTags[] = {"cloudfront", "tls"};
constexpr std::string_view kEquivalents[] = {"checkov:CKV_AWS_174", "trivy:AWS-0013", "kics:00e5e55e-c2ff-46b3-a757-a7a1cd802456",
                                             "kics:5c0003fb-9aa0-42c1-9da3-eb0e332bef21"};

}  // namespace

extern constinit const NativeRule aws_cloudfront_old_tls{
    .meta = {.id = "aws-cloudfront-old-tls",
             .summary = "CloudFront accepts TLS older than 1.2",
             .severity = Severity::kMedium,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
