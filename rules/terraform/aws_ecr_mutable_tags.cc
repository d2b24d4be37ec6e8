// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/rule.h"

namespace platlint {
namespace {

void check(const Resource& repository, RuleContext& ctx) {
  const Value mutability = repository["image_tag_mutability"];
  const Value name = repository["name"];
  // Build caches are overwritten by design.
  if (name.contains_text("cache") == Tri::kTrue) return;
  if (mutability.is_unknown()) ctx.unknown(mutability, "whether tags can be overwritten is unknown");
  else if (mutability.starts_with("IMMUTABLE") == Tri::kFalse)
    ctx.report(mutability.is_absent() ? Value::missing(repository.header) : mutability,
               "a tag can be pushed again with another image behind it: set IMMUTABLE")
        .attribute("image_tag_mutability");
}

constexpr std::string_view kKinds[] = {"terraform/aws_ecr_repository"};
constexpr std::string_view kTags[] = {"containers", "supply-chain"};
constexpr std::string_view kEquivalents[] = {"checkov:CKV_AWS_51", "trivy:AWS-0031", "kics:d1846b12-20c5-4d45-8798-fc35b79268eb"};

}  // namespace

extern constinit const NativeRule aws_ecr_mutable_tags{
    .meta = {.id = "aws-ecr-mutable-tags",
             .summary = "ECR repository lets tags be overwritten",
             .severity = Severity::kMedium,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
