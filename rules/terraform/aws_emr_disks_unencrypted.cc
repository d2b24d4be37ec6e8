// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/rule.h"

namespace platlint {
namespace {

void check(const Resource& configuration, RuleContext& ctx) {
  const Value text = configuration["configuration"];
  if (text.is_absent()) return;
  const Value* settings = text.encoded();
  if (settings == nullptr) {
    if (text.is_unknown()) ctx.unknown(text, "whether data are encrypted is unknown");
    return;
  }
  const Value encryption = (*settings)["EncryptionConfiguration"];
  const Value disks = encryption["AtRestEncryptionConfiguration"]["LocalDiskEncryptionConfiguration"];
  const Tri rest = encryption["EnableAtRestEncryption"].is_true();
  const Tri local = disks.is_unknown() ? Tri::kUnknown : tri(!disks.is_absent());
  ctx.report_if(tri_not(tri_and(rest, local)), text,
                rest == Tri::kFalse    ? "encryption at rest is off: data in S3 and on disks are readable"
                : local == Tri::kFalse ? "the disks of the machines are not encrypted"
                                       : "whether data are encrypted is unknown");
}

constexpr std::string_view kKinds[] = {"terraform/aws_emr_security_configuration"};
constexpr std::string_view kTags[] = {"analytics", "encryption"};
constexpr std::string_view kEquivalents[] = {"checkov:CKV_AWS_349", "trivy:AWS-0137", "trivy:AWS-0139"};

}  // namespace

extern constinit const NativeRule aws_emr_disks_unencrypted{
    .meta = {.id = "aws-emr-disks-unencrypted",
             .summary = "EMR security configuration leaves data unencrypted",
             .severity = Severity::kMedium,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
