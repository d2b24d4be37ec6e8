// SPDX-License-Identifier: Apache-2.0
#include <optional>

#include "analyzer/rule/rule.h"
#include "rules/terraform/lib_s3_module.h"

namespace platlint {
namespace {

// S3 takes no MFA delete on a bucket with lifecycle rules.
bool expires_objects(const Resource& bucket, const RuleContext& ctx) {
  return !bucket["lifecycle_rule"].is_absent() || !ctx.referrers(bucket, "aws_s3_bucket_lifecycle_configuration", "bucket").empty();
}

void judge(const Value& versioning, Tri enabled, const Value& flag, Tri asks, RuleContext& ctx) {
  // Of buckets that keep no versions other rules speak, unless somebody thought of MFA there.
  if (enabled == Tri::kFalse && flag.is_absent()) return;
  const Value at = flag.is_missing() ? Value::missing(versioning.where()) : flag;
  const Tri wrong = tri_not(tri_and(enabled, asks));
  ctx.report_if(wrong, at,
                wrong == Tri::kUnknown ? "whether deleting versions wants a second factor is unknown"
                                       : "whoever may delete versions needs no second factor to do so");
}

void check(const Resource& resource, RuleContext& ctx) {
  if (resource.type() == "aws_s3_bucket_versioning") {
    for (const Resource* bucket : ctx.references(resource, "aws_s3_bucket", "bucket"))
      if (expires_objects(*bucket, ctx)) return;
    const Value set = resource["versioning_configuration"];
    if (!set.is_absent()) judge(set, set["status"].equals("Enabled"), set["mfa_delete"], set["mfa_delete"].equals("Enabled"), ctx);
    return;
  }
  const bool call = resource.kind == s3_module::kKind;
  const auto inputs = call ? s3_module::inputs(resource) : std::optional<Value>(resource.body);
  if (!inputs || (call ? !(*inputs)["lifecycle_rule"].is_absent() : expires_objects(resource, ctx))) return;
  const Value set = (*inputs)["versioning"];
  if (!set.is_absent() && !set.is_unknown())
    judge(set, tri_or(set["enabled"].is_true(), set["status"].is_true()), set["mfa_delete"], set["mfa_delete"].is_true(), ctx);
}

constexpr std::string_view kKinds[] = {"terraform/aws_s3_bucket_versioning", "terraform/aws_s3_bucket", "terraform/module"};
constexpr std::string_view kTags[] = {"storage"};
constexpr std::string_view kEquivalents[] = {
    "trivy:AWS-0170",
    "kics:c5b31ab9-0f26-4a49-b8aa-4cc064392f4d",
};

}  // namespace

extern constinit const NativeRule aws_s3_deletes_without_mfa{
    .meta = {.id = "aws-s3-deletes-without-mfa",
             .summary = "Versions in an S3 bucket can be deleted without MFA",
             .severity = Severity::kInfo,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
