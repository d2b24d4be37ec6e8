// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/rule.h"

namespace platlint {
namespace {

void check(const Resource& configuration, RuleContext& ctx) {
  const Value text = configuration["configuration"];
  const Value* settings = text.encoded();
  if (settings == nullptr) {
    if (text.is_unknown()) ctx.unknown(text, "whether traffic between machines is encrypted is unknown");
    return;
  }
  const Tri encrypted = (*settings)["EncryptionConfiguration"]["EnableInTransitEncryption"].is_true();
  ctx.report_if(tri_not(encrypted), text,
                encrypted == Tri::kFalse ? "machines of a cluster send each other data in plain text: EnableInTransitEncryption is not set"
                                         : "whether traffic between machines is encrypted is unknown");
}

constexpr std::string_view kKinds[] = {"terraform/aws_emr_security_configuration"};
constexpr std::string_view kTags[] = {"analytics", "tls"};
constexpr std::string_view kEquivalents[] = {"checkov:CKV_AWS_351", "trivy:AWS-0138"};

}  // namespace

extern constinit const NativeRule aws_emr_plain_traffic{
    .meta = {.id = "aws-emr-plain-traffic",
             .summary = "EMR security configuration leaves traffic unencrypted",
             .severity = Severity::kMedium,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
