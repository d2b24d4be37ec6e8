// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/rule.h"
#include "rules/terraform/lib_s3_acl.h"

namespace platlint {
namespace {

void check(const Resource& resource, RuleContext& ctx) {
  const Value acl = s3_acl::acl_of(resource);
  if (acl.is_unknown()) ctx.leave_open();  // aws-s3-public-acl tells of it
  if (acl.is_string() && s3_acl::is_public(acl.as_string()) && s3_acl::is_blocked(resource, ctx))
    ctx.report(s3_acl::subject_of(resource, acl.as_string(), ctx), acl,
               "the bucket's public access block refuses this ACL: apply fails, or nobody is let in by it")
        .attribute("acl");
}

constexpr std::string_view kTags[] = {"storage", "public-access"};
constexpr std::string_view kEquivalents[] = {
    "kics:bf878b1a-7418-4de3-b13c-3a86cf894920", "trivy:AWS-0092",     "kics:38c5ee0d-7f22-4260-ab72-5073048df100", "checkov:CKV2_AWS_43",
    "kics:57b9893d-33b1-4419-bcea-a717ea87e139", "checkov:CKV_AWS_20",
};

}  // namespace

extern constinit const NativeRule aws_s3_public_acl_blocked{
    .meta = {.id = "aws-s3-public-acl-blocked",
             .summary = "Public ACL of an S3 bucket has no effect",
             .severity = Severity::kLow,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = s3_acl::kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
