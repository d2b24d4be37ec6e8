// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/rule.h"

namespace platlint {
namespace {

void check(const Resource& resource, RuleContext& ctx) {
  const bool call = resource.kind == "terraform/module";
  if (call && (resource["inputs"].is_missing() || resource["source"].equals("terraform-aws-modules/rds/aws") != Tri::kTrue)) return;
  const Value flag = call ? resource["inputs"]["publicly_accessible"] : resource["publicly_accessible"];
  const Tri wrong = flag.is_true();
  ctx.report_if(wrong, flag.is_missing() ? Value::missing(resource.header) : flag,
                wrong == Tri::kUnknown ? "whether publicly_accessible is set is unknown" : "the database can be reached from the internet");
}

constexpr std::string_view kKinds[] = {"terraform/aws_db_instance", "terraform/aws_rds_cluster_instance", "terraform/module"};
constexpr std::string_view kTags[] = {"public-access", "database"};
constexpr std::string_view kEquivalents[] = {"checkov:CKV_AWS_17", "trivy:AWS-0180", "kics:35113e6f-2c6b-414d-beec-7a9482d3b2d1"};

}  // namespace

extern constinit const NativeRule aws_rds_public{
    .meta = {.id = "aws-rds-public",
             .summary = "RDS instance has a public address",
             .severity = Severity::kCritical,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
