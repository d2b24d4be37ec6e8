// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/rule.h"

namespace platlint {
namespace {

// Is this statement's principal anybody? In a resource policy "*" and {"AWS": "*"} are the same.
Tri is_anybody(const Value& principal) {
  if (principal.is_map()) return principal["AWS"].has_item("*");
  return principal.has_item("*");
}

void check(const Resource& resource, RuleContext& ctx) {
  const Value attribute = resource["policy"];
  if (attribute.is_absent()) return;
  const Value policy = resource["policy.document"];
  if (policy.is_unknown()) {
    ctx.unknown(attribute, "whether the policy lets everyone in is unknown");
    return;
  }
  for (const Value& statement : policy["Statement"].items()) {
    // A condition may narrow "everyone" down to a distribution, an organisation, a network.
    const Tri open = tri_and(statement["Effect"].equals("Allow"), tri_and(is_anybody(statement["Principal"]), tri(statement["Condition"].is_absent())));
    if (open == Tri::kTrue) {
      ctx.report(attribute, "a statement of this policy allows everyone (Principal \"*\") without a condition").note(statement["Principal"].written(), "this principal");
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
