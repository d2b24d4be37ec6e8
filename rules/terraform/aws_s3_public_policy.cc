// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/rule.h"
#include "rules/terraform/lib_policy.h"

namespace platlint {
namespace {

void check(const Resource& resource, RuleContext& ctx) {
  const Value attribute = resource["policy"];
  if (attribute.is_absent()) return;
  const Value policy = resource["policy.document"];
  if (policy.is_unknown()) {
    ctx.unknown(attribute, "whether the policy lets everyone in is unknown");
    return;
  }
  for (const Value& statement : policy["Statement"].items()) {
    const Tri open = policy_facts::is_public(statement);
    if (open == Tri::kTrue) {
      const bool bare = statement["Condition"].is_absent();
      const Value principal = statement["NotPrincipal"].is_absent() ? statement["Principal"] : statement["NotPrincipal"];
      ctx.report(attribute, bare ? "a statement of this policy allows everyone (Principal \"*\") without a condition"
                                 : "a statement of this policy allows everyone (Principal \"*\"), and its condition does not say who")
          .note(principal.written(), "this principal");
      return;
    }
    if (open == Tri::kUnknown) {
      ctx.unknown(attribute, "whether the policy lets everyone in is unknown");
      return;
    }
  }
  if (policy["Statement"].is_open()) ctx.unknown(attribute, "the policy has statements that cannot be known");
}

constexpr std::string_view kKinds[] = {"terraform/aws_s3_bucket_policy", "terraform/aws_s3_bucket"};
constexpr std::string_view kTags[] = {"storage", "public-access", "iam"};
constexpr std::string_view kEquivalents[] = {"checkov:CKV_AWS_70"};

}  // namespace

extern constinit const NativeRule aws_s3_public_policy{
    .meta = {.id = "aws-s3-public-policy",
             .summary = "S3 bucket policy lets everyone in",
             .severity = Severity::kHigh,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
