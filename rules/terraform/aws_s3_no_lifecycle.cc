// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/rule.h"

namespace platlint {
namespace {

void check(const Resource& bucket, RuleContext& ctx) {
  if (!ctx.referrers(bucket, "aws_s3_bucket_lifecycle_configuration", "bucket").empty()) return;
  const Value own = bucket["lifecycle_rule"];
  if (!own.is_absent()) {
    if (own.is_unknown() || (own.items().empty() && own.is_open())) ctx.unknown(own, "whether the bucket has lifecycle rules is unknown");
    return;
  }
  if (ctx.may_be_referred(bucket, "aws_s3_bucket_lifecycle_configuration", "bucket"))
    ctx.unknown(Value::missing(bucket.header), "whether lifecycle rules cover this bucket is unknown");
  else ctx.report(bucket.header, "no lifecycle rule: old objects and unfinished uploads are kept, and paid for, for ever");
}

constexpr std::string_view kKinds[] = {"terraform/aws_s3_bucket"};
constexpr std::string_view kTags[] = {"storage", "cost"};
constexpr std::string_view kEquivalents[] = {"checkov:CKV2_AWS_61"};

}  // namespace

extern constinit const NativeRule aws_s3_no_lifecycle{
    .meta = {.id = "aws-s3-no-lifecycle",
             .summary = "S3 bucket never expires or moves objects",
             .severity = Severity::kLow,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
