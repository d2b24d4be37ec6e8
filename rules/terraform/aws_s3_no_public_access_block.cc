// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/rule.h"

namespace platlint {
namespace {

// The two that keep new public access out; each of the four has a rule of its own.
constexpr std::string_view kFlags[] = {"block_public_acls", "block_public_policy"};

void check(const Resource& bucket, RuleContext& ctx) {
  const auto blocks = ctx.referrers(bucket, "aws_s3_bucket_public_access_block", "bucket");
  for (const Resource* block : blocks)
    for (const std::string_view flag : kFlags)
      if ((*block)[flag].is_true() == Tri::kFalse) {
        ctx.report(bucket.header, "the public access block of this bucket is not complete")
            .note(block->header, "here " + std::string(flag) + " is off");
        return;
      }
  if (!blocks.empty()) return;
  if (ctx.may_be_referred(bucket, "aws_s3_bucket_public_access_block", "bucket")) {
    ctx.unknown(Value::missing(bucket.header), "whether a public access block covers this bucket is unknown");
    return;
  }
  ctx.report(bucket.header, "no public access block covers this bucket");
}

constexpr std::string_view kKinds[] = {"terraform/aws_s3_bucket"};
constexpr std::string_view kTags[] = {"storage", "public-access"};
constexpr std::string_view kControls[] = {"CIS-AWS-3.0:2.1.4"};
constexpr std::string_view kEquivalents[] = {"checkov:CKV2_AWS_6", "trivy:AWS-0094"};

}  // namespace

extern constinit const NativeRule aws_s3_no_public_access_block{
    .meta = {.id = "aws-s3-no-public-access-block",
             .summary = "S3 bucket has no public access block",
             .severity = Severity::kHigh,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .controls = kControls,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
