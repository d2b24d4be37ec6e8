// SPDX-License-Identifier: Apache-2.0
#include "rules/terraform/lib_fix.h"
#include "rules/terraform/lib_s3_module.h"

namespace platlint {
namespace {

void check(const Resource& block, RuleContext& ctx) {
  if (block.kind == s3_module::kKind) return s3_module::check_flag(block, ctx, "block_public_policy", "public policies can be set");
  const Value flag = block["block_public_policy"];
  // Left out, the flag is false: the provider's default.
  if (flag.is_absent())
    ctx.report(block.header, "block_public_policy is not set: public bucket policies are accepted").attribute("block_public_policy");
  else if (flag.is_true() == Tri::kFalse)
    offer_literal(ctx.report(flag, "block_public_policy is off: public bucket policies are accepted").attribute("block_public_policy"), ctx,
                  flag, "false", "true", Applicability::kUnsafe);
  else if (flag.is_unknown()) ctx.unknown(flag, "whether block_public_policy is on is unknown");
}

constexpr std::string_view kKinds[] = {"terraform/aws_s3_bucket_public_access_block", s3_module::kKind};
constexpr std::string_view kTags[] = {"storage", "public-access"};
constexpr std::string_view kControls[] = {"CIS-AWS-3.0:2.1.4"};
constexpr std::string_view kEquivalents[] = {"checkov:CKV_AWS_54", "trivy:AWS-0087", "kics:1a4bc881-9f69-4d44-8c9a-d37d08f54c50"};

}  // namespace

extern constinit const NativeRule aws_s3_block_public_policy_off{
    .meta = {.id = "aws-s3-block-public-policy-off",
             .summary = "S3 public access block leaves block_public_policy off",
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
