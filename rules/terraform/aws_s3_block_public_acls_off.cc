// SPDX-License-Identifier: Apache-2.0
#include "rules/terraform/lib_fix.h"
#include "rules/terraform/lib_s3_module.h"

namespace platlint {
namespace {

void check(const Resource& block, RuleContext& ctx) {
  if (block.kind == s3_module::kKind) return s3_module::check_flag(block, ctx, "block_public_acls", "public ACLs can be set");
  const Value flag = block["block_public_acls"];
  // Left out, the flag is false: the provider's default.
  if (flag.is_absent())
    ctx.report(block.header, "block_public_acls is not set: new public ACLs are accepted").attribute("block_public_acls");
  else if (flag.is_true() == Tri::kFalse)
    offer_literal(ctx.report(flag, "block_public_acls is off: new public ACLs are accepted").attribute("block_public_acls"), ctx, flag,
                  "false", "true", Applicability::kUnsafe);
  else if (flag.is_unknown()) ctx.unknown(flag, "whether block_public_acls is on is unknown");
}

constexpr std::string_view kKinds[] = {"terraform/aws_s3_bucket_public_access_block", s3_module::kKind};
constexpr std::string_view kTags[] = {"storage", "public-access"};
constexpr std::string_view kControls[] = {"CIS-AWS-3.0:2.1.4"};
constexpr std::string_view kEquivalents[] = {"checkov:CKV_AWS_53", "trivy:AWS-0086", "kics:d0cc8694-fcad-43ff-ac86-32331d7e867f"};

}  // namespace

extern constinit const NativeRule aws_s3_block_public_acls_off{
    .meta = {.id = "aws-s3-block-public-acls-off",
             .summary = "S3 public access block leaves block_public_acls off",
             .severity = Severity::kHigh,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .controls = kControls,
             .equivalents = kEquivalents,
             .fixable = true},
    .check = check,
};

}  // namespace platlint
