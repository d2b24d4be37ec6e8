// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/rule.h"
#include "rules/terraform/lib_iam.h"
#include "rules/terraform/lib_policy.h"
#include "rules/terraform/lib_resource_policy.h"

namespace platlint {
namespace {

constexpr std::string_view kPut[] = {"s3:PutBucketPolicy"};

Tri is_bucket(const Value& arn) {
  if (arn.ends_with("/*") == Tri::kTrue) return Tri::kFalse;
  // The ARN of a bucket that is made here, with nothing after it.
  if (arn.is_computed() && arn.refs().size() == 1 && arn.refs()[0].address.find("aws_s3_bucket.") != std::string_view::npos)
    return Tri::kTrue;
  return tri_or(arn.equals("*"), tri_not(arn.contains_text("/")));
}

// The policy is changed on the bucket: a denial for its objects alone keeps nobody from it.
Tri is_about_bucket(const Value& resources) {
  if (resources.is_absent()) return Tri::kTrue;
  if (resources.is_unknown()) return is_bucket(resources);
  Tri result = Tri::kFalse;
  for (const Value& one : resources.each()) result = tri_or(result, is_bucket(one));
  return result;
}

void check(const Resource& resource, RuleContext& ctx) {
  for (const auto& [policy, statement, attached] : resource_policy::statements_of(resource)) {
    const Value condition = statement["Condition"];
    if (statement["Effect"].equals("Deny") != Tri::kTrue || !condition.is_absent() || !attached) continue;
    const Value principal = statement["Principal"];
    const Tri everyone = tri_or(policy_facts::has_star_item(principal, "*"), policy_facts::has_star_item(principal["AWS"], "*"));
    const Value actions = statement["Action"];
    const Tri put = tri_or(iam::is_every_action(actions), iam::allows_one(actions, kPut));
    const Tri locked = tri_and(tri_and(everyone, put), is_about_bucket(statement["Resource"]));
    ctx.report_if(locked, actions.where().valid() ? actions : policy,
                  locked == Tri::kTrue ? "everyone is denied to put another policy on the bucket: the account's root user alone can mend it"
                                       : "whether everyone is locked out is unknown");
  }
}

constexpr std::string_view kKinds[] = {"terraform/aws_s3_bucket", "terraform/aws_s3_bucket_policy"};
constexpr std::string_view kTags[] = {"storage", "iam"};
constexpr std::string_view kEquivalents[] = {"checkov:CKV_AWS_93"};

}  // namespace

extern constinit const NativeRule aws_s3_policy_locks_out{
    .meta = {.id = "aws-s3-policy-locks-out",
             .summary = "Bucket policy locks everyone out but the root user",
             .severity = Severity::kLow,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
