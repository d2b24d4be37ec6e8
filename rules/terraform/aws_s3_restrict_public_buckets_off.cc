// SPDX-License-Identifier: Apache-2.0
#include "rules/terraform/lib_fix.h"
#include "rules/terraform/lib_s3_module.h"

namespace platlint {
namespace {

void check(const Resource& block, RuleContext& ctx) {
  if (block.kind == s3_module::kKind) return s3_module::check_flag(block, ctx, "restrict_public_buckets", "public policies count");
  const Value flag = block["restrict_public_buckets"];
  // Left out, the flag is false: the provider's default.
  if (flag.is_absent())
    ctx.report(block.header, "restrict_public_buckets is not set: a public policy opens the bucket to every account")
        .attribute("restrict_public_buckets");
  else if (flag.is_true() == Tri::kFalse)
    offer_literal(ctx.report(flag, "restrict_public_buckets is off: a public policy opens the bucket to every account")
                      .attribute("restrict_public_buckets"),
                  ctx, flag, "false", "true", Applicability::kUnsafe);
  else if (flag.is_unknown()) ctx.unknown(flag, "whether restrict_public_buckets is on is unknown");
}

constexpr std::string_view kKinds[] = {"terraform/aws_s3_bucket_public_access_block", s3_module::kKind};
constexpr std::string_view kTags[] = {"storage", "public-access"};
constexpr std::string_view kControls[] = {"CIS-AWS-3.0:2.1.4"};
constexpr std::string_view kEquivalents[] = {"checkov:CKV_AWS_56", "trivy:AWS-0093", "kics:1ec253ab-c220-4d63-b2de-5b40e0af9293"};

}  // namespace

extern constinit const NativeRule aws_s3_restrict_public_buckets_off{
    .meta = {.id = "aws-s3-restrict-public-buckets-off",
             .summary = "S3 public access block leaves restrict_public_buckets off",
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
