// SPDX-License-Identifier: Apache-2.0
#include "rules/terraform/lib_fix.h"
#include "rules/terraform/lib_s3_module.h"

namespace platlint {
namespace {

void check(const Resource& block, RuleContext& ctx) {
  if (block.kind == s3_module::kKind) return s3_module::check_flag(block, ctx, "ignore_public_acls", "public ACLs count");
  const Value flag = block["ignore_public_acls"];
  // Left out, the flag is false: the provider's default.
  if (flag.is_absent()) ctx.report(block.header, "ignore_public_acls is not set: public ACLs count").attribute("ignore_public_acls");
  else if (flag.is_true() == Tri::kFalse)
    offer_literal(ctx.report(flag, "ignore_public_acls is off: public ACLs count").attribute("ignore_public_acls"), ctx, flag, "false",
                  "true", Applicability::kUnsafe);
  else if (flag.is_unknown()) ctx.unknown(flag, "whether ignore_public_acls is on is unknown");
}

constexpr std::string_view kKinds[] = {"terraform/aws_s3_bucket_public_access_block", s3_module::kKind};
constexpr std::string_view kTags[] = {"storage", "public-access"};
constexpr std::string_view kControls[] = {"CIS-AWS-3.0:2.1.4"};
constexpr std::string_view kEquivalents[] = {"checkov:CKV_AWS_55", "trivy:AWS-0091", "kics:4fa66806-0dd9-4f8d-9480-3174d39c7c91"};

}  // namespace

extern constinit const NativeRule aws_s3_ignore_public_acls_off{
    .meta = {.id = "aws-s3-ignore-public-acls-off",
             .summary = "S3 public access block leaves ignore_public_acls off",
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
