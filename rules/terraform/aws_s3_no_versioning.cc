// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/rule.h"
#include "rules/terraform/lib_s3_module.h"

namespace platlint {
namespace {

void check_module(const Resource& call, RuleContext& ctx) {
  const auto inputs = s3_module::inputs(call);
  if (!inputs) return;
  const Value versioning = (*inputs)["versioning"];
  const Tri on = tri_or(versioning["enabled"].is_true(), tri_or(versioning["status"].is_true(), versioning["status"].equals("Enabled")));
  if (on == Tri::kFalse)
    ctx.report(versioning.is_absent() ? Value::missing(call.header) : versioning, "object versioning is off").attribute("versioning");
  else if (on == Tri::kUnknown) ctx.unknown(versioning, "whether versioning is on is unknown");
}

void check(const Resource& bucket, RuleContext& ctx) {
  if (bucket.kind == s3_module::kKind) return check_module(bucket, ctx);
  for (const Resource* versioning : ctx.referrers(bucket, "aws_s3_bucket_versioning", "bucket")) {
    const Value status = (*versioning)["versioning_configuration"]["status"];
    switch (status.equals("Enabled")) {
      case Tri::kTrue:
        return;
      case Tri::kUnknown:
        ctx.unknown(status, "whether versioning is on is unknown");
        return;
      case Tri::kFalse:
        ctx.report(bucket, status, "object versioning is off").attribute("versioning");
        return;
    }
  }
  const Value own = bucket["versioning"]["enabled"];
  if (own.is_unknown()) {
    ctx.unknown(own, "whether versioning is on is unknown");
  } else if (own.is_true() == Tri::kFalse) {
    if (own.is_absent() && ctx.may_be_referred(bucket, "aws_s3_bucket_versioning", "bucket"))
      ctx.unknown(Value::missing(bucket.header), "whether versioning covers this bucket is unknown");
    else ctx.report(own.is_absent() ? Value::missing(bucket.header) : own, "object versioning is off").attribute("versioning");
  }
}

constexpr std::string_view kKinds[] = {"terraform/aws_s3_bucket", s3_module::kKind};
constexpr std::string_view kTags[] = {"storage"};
constexpr std::string_view kEquivalents[] = {"checkov:CKV_AWS_21", "trivy:AWS-0090", "kics:568a4d22-3517-44a6-a7ad-6a7eed88722c"};

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
