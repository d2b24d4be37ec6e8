// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/rule.h"

namespace platlint {
namespace {

constexpr std::string_view kWrites[] = {"WRITE", "WRITE_ACP", "FULL_CONTROL"};

bool writes(const Value& permission) {
  for (const std::string_view one : kWrites)
    if (permission.equals(one) == Tri::kTrue) return true;
  return false;
}

bool is_everyone(const Value& uri) {
  return uri.ends_with("/AllUsers") == Tri::kTrue || uri.ends_with("/AuthenticatedUsers") == Tri::kTrue;
}

// Reports what is written in `holder` about `subject`.
void judge(const Resource& subject, const Resource& holder, RuleContext& ctx) {
  const Value acl = holder["acl"];
  if (acl.equals("public-read-write") == Tri::kTrue)
    ctx.report(subject, acl, "everyone may write to and delete from this bucket").attribute("acl");
  if (acl.is_unknown()) ctx.unknown(subject, acl, "whether everyone may write to the bucket is unknown: its ACL is not known");
  for (const Value& grant : holder["grant"].items())
    for (const Value& permission : grant["permissions"].each())
      if (is_everyone(grant["uri"]) && writes(permission))
        ctx.report(subject, grant["uri"], "this grant lets everyone write to the bucket").attribute("grant");
  for (const Value& grant : holder["access_control_policy"]["grant"].items())
    if (is_everyone(grant["grantee"]["uri"]) && writes(grant["permission"]))
      ctx.report(subject, grant["grantee"]["uri"], "this grant lets everyone write to the bucket").attribute("access_control_policy");
}

// The finding is about the bucket where it is known, else about the ACL.
void check(const Resource& resource, RuleContext& ctx) {
  if (resource.type() == "aws_s3_bucket_acl") {
    if (ctx.references(resource, "aws_s3_bucket", "bucket").empty()) judge(resource, resource, ctx);
    return;
  }
  judge(resource, resource, ctx);
  for (const Resource* acl : ctx.referrers(resource, "aws_s3_bucket_acl", "bucket")) judge(resource, *acl, ctx);
}

constexpr std::string_view kKinds[] = {"terraform/aws_s3_bucket", "terraform/aws_s3_bucket_acl"};
constexpr std::string_view kTags[] = {"storage", "public-access"};
constexpr std::string_view kEquivalents[] = {"checkov:CKV_AWS_57", "trivy:AWS-0092"};

}  // namespace

extern constinit const NativeRule aws_s3_public_write_acl{
    .meta = {.id = "aws-s3-public-write-acl",
             .summary = "S3 bucket lets everyone write by its ACL",
             .severity = Severity::kCritical,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
