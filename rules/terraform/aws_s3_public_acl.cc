// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/rule.h"
#include "rules/terraform/lib_s3_acl.h"

namespace platlint {
namespace {

void check(const Resource& resource, RuleContext& ctx) {
  const Value acl = s3_acl::acl_of(resource);
  if (acl.is_unknown()) {
    // An unknown ACL is a question only where it is set.
    ctx.unknown(acl, "whether the bucket is public is unknown: its ACL is not known");
  } else if (acl.is_string() && s3_acl::is_public(acl.as_string()) && !s3_acl::is_blocked(resource, ctx)) {
    ctx.report(s3_acl::subject_of(resource, acl.as_string(), ctx), acl,
               "the ACL \"" + std::string(acl.as_string()) + "\" lets everyone read the bucket")
        .attribute("acl");
  }
  for (const Value& grant : resource["access_control_policy"]["grant"].items()) {
    const Value uri = grant["grantee"]["uri"];
    const bool everyone = uri.ends_with("/AllUsers") == Tri::kTrue;
    if (everyone || uri.ends_with("/AuthenticatedUsers") == Tri::kTrue)
      ctx.report(everyone ? s3_acl::subject_of(resource, ctx) : resource, uri, "this grant lets everyone into the bucket")
          .attribute("access_control_policy");
  }
}

constexpr std::string_view kTags[] = {"storage", "public-access"};
constexpr std::string_view kControls[] = {"CIS-AWS-3.0:2.1.4"};
constexpr std::string_view kEquivalents[] = {
    "trivy:AWS-0092",     "kics:38c5ee0d-7f22-4260-ab72-5073048df100", "checkov:CKV2_AWS_43", "kics:57b9893d-33b1-4419-bcea-a717ea87e139",
    "checkov:CKV_AWS_20",
};

}  // namespace

extern constinit const NativeRule aws_s3_public_acl{
    .meta = {.id = "aws-s3-public-acl",
             .summary = "S3 bucket grants access to everyone by its ACL",
             .severity = Severity::kHigh,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = s3_acl::kKinds,
             .tags = kTags,
             .controls = kControls,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
