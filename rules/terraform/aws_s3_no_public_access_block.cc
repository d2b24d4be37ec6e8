// SPDX-License-Identifier: Apache-2.0
#include <string>

#include "analyzer/rule/rule.h"

namespace platlint {
namespace {

// The two that keep new public access out; each of the four has a rule of its own.
constexpr std::string_view kFlags[] = {"block_public_acls", "block_public_policy"};

// A module whose code is elsewhere and that is about buckets ("s3_config") may block what it is given. One that only writes there does
// not.
const Resource* module_about(const Resource& bucket, const RuleContext& ctx) {
  for (const Resource* call : ctx.referrers(bucket, "terraform/module")) {
    const Value source = (*call)["source"];
    const std::string_view text = source.is_string() ? source.as_string() : std::string_view();
    const bool about = text.find("s3") != std::string_view::npos || text.find("bucket") != std::string_view::npos;
    const bool other = text.find("notification") != std::string_view::npos || text.find("object") != std::string_view::npos ||
                       text.find("replication") != std::string_view::npos;
    if (!(*call)["inputs"].is_missing() && about && !other) return call;
  }
  return nullptr;
}

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
  if (const Resource* call = module_about(bucket, ctx)) {
    ctx.unknown(Value::missing(bucket.header), "whether a public access block covers this bucket is unknown: it is given to " +
                                                   std::string(call->address) + ", which is not part of the repository");
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
