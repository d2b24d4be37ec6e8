// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/rule.h"

namespace platlint {
namespace {

void check(const Resource& configuration, RuleContext& ctx) {
  const Value text = configuration["configuration"];
  const Value* settings = text.encoded();
  if (settings == nullptr) {
    if (text.is_unknown()) ctx.unknown(text, "whether results are encrypted with a key of yours is unknown");
    return;
  }
  const Value mode = (*settings)["EncryptionConfiguration"]["AtRestEncryptionConfiguration"]["S3EncryptionConfiguration"]["EncryptionMode"];
  const Tri own = tri_or(mode.equals("SSE-KMS"), mode.starts_with("CSE-"));
  ctx.report_if(tri_not(own), text,
                own == Tri::kFalse ? "what clusters write to S3 has no key of yours: its use can neither be limited nor ended"
                                   : "whether results are encrypted with a key of yours is unknown");
}

constexpr std::string_view kKinds[] = {"terraform/aws_emr_security_configuration"};
constexpr std::string_view kTags[] = {"analytics", "encryption", "keys"};
constexpr std::string_view kEquivalents[] = {"checkov:CKV_AWS_171"};

}  // namespace

extern constinit const NativeRule aws_emr_results_without_key{
    .meta = {.id = "aws-emr-results-without-key",
             .summary = "EMR clusters write to S3 without a key of yours",
             .severity = Severity::kInfo,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
