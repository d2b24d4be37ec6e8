// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/rule.h"

namespace platlint {
namespace {

// Everyone is what aws-s3-public-write-acl is about; the owner may do so anyway.
bool is_other(const Value& grantee_id, const Value& uri) {
  if (uri.ends_with("/AllUsers") == Tri::kTrue || uri.ends_with("/AuthenticatedUsers") == Tri::kTrue) return false;
  for (const Ref& ref : grantee_id.refs())
    if (ref.address.find("data.aws_canonical_user_id.") != std::string_view::npos) return false;
  return true;
}

void judge(const Value& permission, const Value& grantee_id, const Value& uri, RuleContext& ctx) {
  if (!is_other(grantee_id, uri)) return;
  const Tri rewrites = permission.equals("WRITE_ACP");
  ctx.report_if(rewrites, permission,
                rewrites == Tri::kUnknown ? "whether the grant lets others rewrite the ACL is unknown"
                                          : "the grantee can give itself, and everyone else, any access");
}

void check(const Resource& resource, RuleContext& ctx) {
  for (const Value& grant : resource["grant"].items())
    for (const Value& permission : grant["permissions"].each()) judge(permission, grant["id"], grant["uri"], ctx);
  for (const Value& grant : resource["access_control_policy"]["grant"].items())
    judge(grant["permission"], grant["grantee"]["id"], grant["grantee"]["uri"], ctx);
}

constexpr std::string_view kKinds[] = {"terraform/aws_s3_bucket", "terraform/aws_s3_bucket_acl"};
constexpr std::string_view kTags[] = {"storage", "iam"};
constexpr std::string_view kEquivalents[] = {"kics:64a222aa-7793-4e40-915f-4b302c76e4d4"};

}  // namespace

extern constinit const NativeRule aws_s3_acl_rewritable{
    .meta = {.id = "aws-s3-acl-rewritable",
             .summary = "S3 bucket lets others rewrite its ACL",
             .severity = Severity::kMedium,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
