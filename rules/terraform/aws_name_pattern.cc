// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/pattern.h"
#include "analyzer/rule/rule.h"

namespace platlint {
namespace {

// The attribute that names a resource of this type.
Value name_of(const Resource& resource) {
  if (resource.type() == "aws_s3_bucket") return resource["bucket"];
  for (const std::string_view key : {"name", "identifier", "cluster_identifier", "function_name", "replication_group_id", "family"})
    if (const Value value = resource[key]; !value.is_absent()) return value;
  return Value::missing(resource.header);
}

// Types to which the pattern "*" applies: those whose names people choose freely.
constexpr std::string_view kNamed[] = {"aws_s3_bucket",
                                       "aws_iam_role",
                                       "aws_ecr_repository",
                                       "aws_ecs_cluster",
                                       "aws_ecs_service",
                                       "aws_lambda_function",
                                       "aws_sqs_queue",
                                       "aws_sns_topic",
                                       "aws_db_instance",
                                       "aws_rds_cluster",
                                       "aws_dynamodb_table",
                                       "aws_eks_cluster",
                                       "aws_lb",
                                       "aws_lb_target_group",
                                       "aws_security_group",
                                       "aws_cloudwatch_log_group",
                                       "aws_elasticache_replication_group",
                                       "aws_iam_policy",
                                       "aws_secretsmanager_secret",
                                       "aws_cognito_user_pool"};

void check(const Resource& resource, RuleContext& ctx) {
  const auto& patterns = ctx.settings().name_patterns;
  auto at = patterns.find(std::string(resource.type()));
  if (at == patterns.end()) {
    at = patterns.find("*");
    bool named = false;
    for (const std::string_view type : kNamed) named = named || type == resource.type();
    if (at == patterns.end() || !named) return;
  }
  const Value name = name_of(resource);
  if (name.is_absent()) return;
  const Tri fits = matches_pattern(name, at->second);
  const std::string shown = name.is_string() ? " \"" + std::string(name.as_string()) + "\"" : std::string();
  if (fits == Tri::kFalse) ctx.report(name, "the name" + shown + " does not match " + at->second).attribute("name");
  else if (fits == Tri::kUnknown) ctx.unknown(name, "whether the name matches " + at->second + " is unknown");
}

constexpr std::string_view kKinds[] = {"terraform/aws_*"};
constexpr std::string_view kTags[] = {"naming"};
constexpr std::string_view kOptions[] = {"name_patterns"};

}  // namespace

extern constinit const NativeRule aws_name_pattern{
    .meta = {.id = "aws-name-pattern",
             .summary = "AWS resource name does not follow the naming rule",
             .severity = Severity::kLow,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .options = kOptions},
    .check = check,
};

}  // namespace platlint
