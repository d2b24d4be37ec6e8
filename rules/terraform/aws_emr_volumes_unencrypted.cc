// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/rule.h"

namespace platlint {
namespace {

void check(const Resource& configuration, RuleContext& ctx) {
  const Value text = configuration["configuration"];
  const Value* settings = text.encoded();
  if (settings == nullptr) {
    if (text.is_unknown()) ctx.unknown(text, "whether EBS volumes are encrypted is unknown");
    return;
  }
  const Value disks = (*settings)["EncryptionConfiguration"]["AtRestEncryptionConfiguration"]["LocalDiskEncryptionConfiguration"];
  const Tri encrypted = disks["EnableEbsEncryption"].is_true();
  ctx.report_if(tri_not(encrypted), text,
                encrypted == Tri::kFalse ? "EBS root volumes and their snapshots are not encrypted: EnableEbsEncryption is not set"
                                         : "whether EBS volumes are encrypted is unknown");
}

constexpr std::string_view kKinds[] = {"terraform/aws_emr_security_configuration"};
constexpr std::string_view kTags[] = {"analytics", "encryption"};
constexpr std::string_view kEquivalents[] = {"checkov:CKV_AWS_350"};

}  // namespace

extern constinit const NativeRule aws_emr_volumes_unencrypted{
    .meta = {.id = "aws-emr-volumes-unencrypted",
             .summary = "EMR security configuration leaves EBS volumes unencrypted",
             .severity = Severity::kMedium,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
