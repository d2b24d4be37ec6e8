// SPDX-License-Identifier: Apache-2.0
#include "analyzer/lower/terraform/computed_attributes.h"

#include <string>

#include "analyzer/eval/build.h"

namespace platlint::terraform {
namespace {

// One attribute of one type: a pattern in which {attr} is an attribute of the configuration, {region} and {account} the provider's.
struct Pattern {
  std::string_view type;
  std::string_view attribute;
  std::string_view pattern;
};

constexpr Pattern kPatterns[] = {
    {"aws_s3_bucket", "id", "{bucket}"},
    {"aws_s3_bucket", "arn", "arn:aws:s3:::{bucket}"},
    {"aws_s3_bucket", "bucket_domain_name", "{bucket}.s3.amazonaws.com"},
    {"aws_s3_bucket", "bucket_regional_domain_name", "{bucket}.s3.{region}.amazonaws.com"},
    {"aws_s3_bucket", "website_endpoint", "{bucket}.s3-website-{region}.amazonaws.com"},
    {"aws_s3_bucket_website_configuration", "website_endpoint", "{bucket}.s3-website-{region}.amazonaws.com"},
    {"aws_s3_bucket_policy", "id", "{bucket}"},
    {"aws_iam_role", "id", "{name}"},
    {"aws_iam_role", "arn", "arn:aws:iam::{account}:role{path}{name}"},
    {"aws_iam_user", "id", "{name}"},
    {"aws_iam_user", "arn", "arn:aws:iam::{account}:user{path}{name}"},
    {"aws_iam_group", "id", "{name}"},
    {"aws_iam_group", "arn", "arn:aws:iam::{account}:group{path}{name}"},
    {"aws_iam_policy", "id", "arn:aws:iam::{account}:policy{path}{name}"},
    {"aws_iam_policy", "arn", "arn:aws:iam::{account}:policy{path}{name}"},
    {"aws_iam_instance_profile", "id", "{name}"},
    {"aws_iam_instance_profile", "arn", "arn:aws:iam::{account}:instance-profile{path}{name}"},
    {"aws_sqs_queue", "arn", "arn:aws:sqs:{region}:{account}:{name}"},
    {"aws_sqs_queue", "id", "https://sqs.{region}.amazonaws.com/{account}/{name}"},
    {"aws_sqs_queue", "url", "https://sqs.{region}.amazonaws.com/{account}/{name}"},
    {"aws_sns_topic", "arn", "arn:aws:sns:{region}:{account}:{name}"},
    {"aws_sns_topic", "id", "arn:aws:sns:{region}:{account}:{name}"},
    {"aws_dynamodb_table", "id", "{name}"},
    {"aws_dynamodb_table", "arn", "arn:aws:dynamodb:{region}:{account}:table/{name}"},
    {"aws_lambda_function", "id", "{function_name}"},
    {"aws_lambda_function", "arn", "arn:aws:lambda:{region}:{account}:function:{function_name}"},
    {"aws_ecr_repository", "id", "{name}"},
    {"aws_ecr_repository", "arn", "arn:aws:ecr:{region}:{account}:repository/{name}"},
    {"aws_ecr_repository", "registry_id", "{account}"},
    {"aws_ecr_repository", "repository_url", "{account}.dkr.ecr.{region}.amazonaws.com/{name}"},
    {"aws_ecs_cluster", "arn", "arn:aws:ecs:{region}:{account}:cluster/{name}"},
    {"aws_ecs_cluster", "id", "arn:aws:ecs:{region}:{account}:cluster/{name}"},
    {"aws_eks_cluster", "id", "{name}"},
    {"aws_eks_cluster", "arn", "arn:aws:eks:{region}:{account}:cluster/{name}"},
    {"aws_cloudwatch_log_group", "id", "{name}"},
    {"aws_cloudwatch_log_group", "arn", "arn:aws:logs:{region}:{account}:log-group:{name}"},
    {"aws_db_instance", "id", "{identifier}"},
    {"aws_db_instance", "arn", "arn:aws:rds:{region}:{account}:db:{identifier}"},
    {"aws_db_subnet_group", "id", "{name}"},
    {"aws_rds_cluster", "id", "{cluster_identifier}"},
    {"aws_rds_cluster", "arn", "arn:aws:rds:{region}:{account}:cluster:{cluster_identifier}"},
    {"aws_elasticache_replication_group", "id", "{replication_group_id}"},
    {"aws_kinesis_stream", "arn", "arn:aws:kinesis:{region}:{account}:stream/{name}"},
    {"aws_ssm_parameter", "id", "{name}"},
    {"aws_ssm_parameter", "arn", "arn:aws:ssm:{region}:{account}:parameter{name}"},
    {"aws_secretsmanager_secret", "arn", "arn:aws:secretsmanager:{region}:{account}:secret:{name}-{}"},
    {"aws_secretsmanager_secret", "id", "arn:aws:secretsmanager:{region}:{account}:secret:{name}-{}"},
    {"aws_kms_key", "arn", "arn:aws:kms:{region}:{account}:key/{}"},
    {"aws_kms_alias", "arn", "arn:aws:kms:{region}:{account}:{name}"},
    {"aws_cloudfront_distribution", "arn", "arn:aws:cloudfront::{account}:distribution/{}"},
    {"aws_cloudfront_distribution", "domain_name", "{}.cloudfront.net"},
    {"aws_cloudfront_origin_access_identity", "iam_arn", "arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity {}"},
    {"aws_cloudfront_origin_access_identity", "cloudfront_access_identity_path", "origin-access-identity/cloudfront/{}"},
    {"aws_iam_openid_connect_provider", "arn", "arn:aws:iam::{account}:oidc-provider/{url}"},
    {"aws_lb", "arn", "arn:aws:elasticloadbalancing:{region}:{account}:loadbalancer/{}"},
    {"aws_acm_certificate", "arn", "arn:aws:acm:{region}:{account}:certificate/{}"},
    {"aws_cloudtrail", "arn", "arn:aws:cloudtrail:{region}:{account}:trail/{name}"},
    {"aws_sfn_state_machine", "arn", "arn:aws:states:{region}:{account}:stateMachine:{name}"},
    {"aws_cloudwatch_event_bus", "arn", "arn:aws:events:{region}:{account}:event-bus/{name}"},
};

// Fills a pattern; holes leave an unknown with what is before the first and behind the last of them.
Value fill(std::string_view pattern, const Value& body, const Value& region, SourceRange where, Arena& arena) {
  std::string prefix;
  std::string suffix;
  bool hole = false;
  const auto text = [&](std::string_view part) { (hole ? suffix : prefix) += part; };
  while (!pattern.empty()) {
    const std::size_t open = pattern.find('{');
    text(pattern.substr(0, open));
    if (open == std::string_view::npos) break;
    const std::size_t close = pattern.find('}', open);
    const std::string_view name = pattern.substr(open + 1, close - open - 1);
    pattern = pattern.substr(close + 1);
    const Value value = name == "region" ? region : name.empty() || name == "account" ? Value() : body[name];
    std::string_view known = value.is_string() ? value.as_string() : std::string_view();
    if (name == "path" && value.is_absent()) known = "/";
    if (name == "url" && known.starts_with("https://")) known.remove_prefix(8);
    constexpr std::size_t kLongestName = 4096;  // what is longer is no name of anything
    if ((value.is_string() || name == "path") && !value.is_unknown() && known.size() <= kLongestName) {
      text(known);
      continue;
    }
    if (value.is_unknown() && !hole) prefix += value.unknown_info().prefix;
    suffix = value.is_unknown() ? std::string(value.unknown_info().suffix) : std::string();
    hole = true;
  }
  if (!hole) return make_string(prefix, arena).used_at(where);
  UnknownInfo info{.type = Type::string(),
                   .not_null = true,
                   .computed = true,
                   .prefix = arena.copy(prefix),
                   .suffix = arena.copy(suffix),
                   .cause = "known only after apply",
                   .cause_range = where};
  return Value::unknown(arena.make<UnknownInfo>(info)).used_at(where);
}

}  // namespace

std::vector<Member> computed_attributes(std::string_view type, const Value& body, const Value& region, SourceRange where, Arena& arena) {
  std::vector<Member> members;
  bool arn = body["arn"].is_absent();
  bool id = body["id"].is_absent();
  for (const Pattern& pattern : kPatterns)
    if (pattern.type == type && body[pattern.attribute].is_absent()) {
      members.push_back({pattern.attribute, where, fill(pattern.pattern, body, region, where, arena)});
      arn = arn && pattern.attribute != "arn";
      id = id && pattern.attribute != "id";
    }
  // Whatever else it says, it is no "*".
  if (arn && type.starts_with("aws_")) members.push_back({"arn", where, fill("arn:{}", body, region, where, arena)});
  // Every resource has one, so that it is not null.
  if (id && type.starts_with("aws_")) members.push_back({"id", where, fill("{}", body, region, where, arena)});
  return members;
}

}  // namespace platlint::terraform
