// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/rule.h"

namespace platlint {
namespace {

// Types whose tags people bill and search by. Attachments, rules and settings of other resources take none.
bool takes_tags(const Resource& resource) {
  const std::string_view type = resource.type();
  constexpr std::string_view kTaggable[] = {
      "aws_instance", "aws_s3_bucket", "aws_vpc", "aws_subnet", "aws_security_group", "aws_internet_gateway", "aws_nat_gateway", "aws_route_table", "aws_eip", "aws_ebs_volume",
      "aws_db_instance", "aws_rds_cluster", "aws_rds_cluster_instance", "aws_db_subnet_group", "aws_elasticache_cluster", "aws_elasticache_replication_group", "aws_dynamodb_table",
      "aws_lambda_function", "aws_ecs_cluster", "aws_ecs_service", "aws_ecs_task_definition", "aws_ecr_repository", "aws_eks_cluster", "aws_eks_node_group", "aws_eks_addon", "aws_lb",
      "aws_alb", "aws_lb_target_group", "aws_lb_listener", "aws_iam_role", "aws_iam_policy", "aws_iam_user", "aws_iam_openid_connect_provider", "aws_iam_instance_profile", "aws_kms_key",
      "aws_sns_topic", "aws_sqs_queue", "aws_cloudwatch_log_group", "aws_cloudwatch_metric_alarm", "aws_cloudfront_distribution", "aws_acm_certificate", "aws_secretsmanager_secret",
      "aws_ssm_parameter", "aws_launch_template", "aws_vpc_endpoint", "aws_flow_log", "aws_efs_file_system", "aws_msk_cluster", "aws_opensearch_domain", "aws_kinesis_stream",
      "aws_sfn_state_machine", "aws_cognito_user_pool", "aws_wafv2_web_acl", "aws_route53_zone", "aws_redshift_cluster", "aws_backup_vault", "aws_backup_plan", "aws_codebuild_project",
      "aws_api_gateway_rest_api", "aws_apigatewayv2_api", "aws_guardduty_detector", "aws_cloudtrail", "aws_transfer_server", "aws_mq_broker", "aws_batch_job_definition"};
  for (const std::string_view taggable : kTaggable)
    if (taggable == type) return true;
  return !resource["tags"].is_missing();
}

void check(const Resource& resource, RuleContext& ctx) {
  if (ctx.settings().required_tags.empty() || !takes_tags(resource)) return;
  const Value tags = resource["tags_all"];
  std::string missing;
  bool unknown = tags.is_unknown();
  for (const std::string& wanted : ctx.settings().required_tags) {
    const Value tag = tags[wanted];
    if (tag.is_unknown() && tags.is_open() && !tag.origin()) unknown = true;
    else if (tag.is_absent() || tag.equals("") == Tri::kTrue) missing += (missing.empty() ? "" : ", ") + wanted;
  }
  const Value at = resource["tags"].is_missing() ? Value::missing(resource.header) : resource["tags"];
  if (!missing.empty()) ctx.report(at, "required tags are missing: " + missing).attribute("tags");
  else if (unknown) ctx.unknown(at, "whether the required tags are there is unknown");
}

constexpr std::string_view kKinds[] = {"terraform/aws_*"};
constexpr std::string_view kTags[] = {"tags"};
constexpr std::string_view kEquivalents[] = {"tflint:aws_resource_missing_tags"};
constexpr std::string_view kOptions[] = {"required_tags"};

}  // namespace

extern constinit const NativeRule aws_missing_required_tags{
    .meta = {.id = "aws-missing-required-tags",
             .summary = "AWS resource lacks a required tag",
             .severity = Severity::kMedium,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .equivalents = kEquivalents,
             .options = kOptions},
    .check = check,
};

}  // namespace platlint
