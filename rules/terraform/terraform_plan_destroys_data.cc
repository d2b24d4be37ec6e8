// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string>

#include "analyzer/rule/rule.h"

namespace platlint {
namespace {

// Types whose deletion takes away what nobody can apply again: rows, objects, keys, images, users.
constexpr std::string_view kHoldData[] = {
    "aws_backup_vault",
    "aws_cognito_user_pool",
    "aws_db_instance",
    "aws_docdb_cluster",
    "aws_dynamodb_table",
    "aws_ebs_volume",
    "aws_ecr_repository",
    "aws_efs_file_system",
    "aws_elasticache_cluster",
    "aws_elasticache_replication_group",
    "aws_elasticsearch_domain",
    "aws_fsx_lustre_file_system",
    "aws_fsx_ontap_file_system",
    "aws_fsx_openzfs_file_system",
    "aws_fsx_windows_file_system",
    "aws_keyspaces_table",
    "aws_kms_key",
    "aws_memorydb_cluster",
    "aws_mq_broker",
    "aws_msk_cluster",
    "aws_neptune_cluster",
    "aws_opensearch_domain",
    "aws_rds_cluster",
    "aws_redshift_cluster",
    "aws_s3_bucket",
    "aws_timestreamwrite_table",
};

// "engine_version, kms_key_id"; the paths are lists of steps.
std::string forced_by(const Value& paths) {
  std::string text;
  for (const Value& path : paths.items()) {
    std::string one;
    for (const Value& step : path.items())
      if (const auto part = step.text()) one += (one.empty() ? "" : ".") + *part;
    if (!one.empty()) text += (text.empty() ? "" : ", ") + one;
  }
  return text;
}

void check(const Resource& change, RuleContext& ctx) {
  const auto type = change["type"].string_value();
  if (!type || std::find(std::begin(kHoldData), std::end(kHoldData), *type) == std::end(kHoldData)) return;
  if (change["action"].equals("delete") == Tri::kTrue)
    ctx.report(change.header, "the plan deletes " + std::string(change.address) + " and the data in it").attribute("delete");
  if (change["action"].equals("replace") != Tri::kTrue) return;
  const std::string why = forced_by(change["replace_paths"]);
  ctx.report(change.header, "the plan deletes " + std::string(change.address) + " and makes it anew, empty" +
                                (why.empty() ? "" : "; what forces it: " + why))
      .attribute("replace");
}

constexpr std::string_view kKinds[] = {"terraform/change"};
constexpr std::string_view kTags[] = {"plan", "data-loss"};

}  // namespace

extern constinit const NativeRule terraform_plan_destroys_data{
    .meta = {.id = "terraform-plan-destroys-data",
             .summary = "Terraform plan deletes or replaces a resource that holds data",
             .severity = Severity::kHigh,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags},
    .check = check,
};

}  // namespace platlint
