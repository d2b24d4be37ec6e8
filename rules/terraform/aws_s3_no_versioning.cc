// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/rule.h"

namespace platlint {
namespace {

void check(const Resource& bucket, RuleContext& ctx) {
  for (const Resource* versioning : ctx.referrers(bucket, "aws_s3_bucket_versioning", "bucket")) {
    const Value status = (*versioning)["versioning_configuration"]["status"];
    switch (status.equals("Enabled")) {
      case Tri::kTrue: return;
      case Tri::kUnknown: ctx.unknown(status, "whether versioning is on is unknown"); return;
      case Tri::kFalse: ctx.report(bucket, status, "object versioning is off").attribute("versioning"); return;
    }
  }
  const Value own = bucket["versioning"]["enabled"];
  if (own.is_unknown()) {
    ctx.unknown(own, "whether versioning is on is unknown");
  } else if (own.is_true() == Tri::kFalse) {
    if (own.is_absent() && ctx.may_be_referred(bucket, "aws_s3_bucket_versioning", "bucket")) ctx.unknown(Value::missing(bucket.header), "whether versioning covers this bucket is unknown");
    else ctx.report(own.is_absent() ? Value::missing(bucket.header) : own, "object versioning is off").attribute("versioning");
  }
}

constexpr std::string_view kKinds[] = {"terraform/aws_s3_bucket"};
constexpr std::string_view kTags[] = {"storage"};
constexpr std::string_view kEquivalents[] = {"checkov:CKV_AWS_21", "trivy:AWS-0090"};

}  // namespace

extern constinit const NativeRule aws_s3_no_versioning{
    .meta = {.id = "aws-s3-no-versioning",
             .summary = "S3 bucket keeps no old object versions",
             .severity = Severity::kMedium,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
