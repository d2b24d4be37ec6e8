// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/rule.h"

namespace platlint {
namespace {

void check(const Resource& resource, RuleContext& ctx) {
  const Value flag = resource["storage_encrypted"];
  const Tri wrong = tri_not(flag.is_true());
  ctx.report_if(wrong, flag.is_missing() ? Value::missing(resource.header) : flag, wrong == Tri::kUnknown ? "whether storage_encrypted is set is unknown" : "the database and its snapshots are stored unencrypted");
}

constexpr std::string_view kKinds[] = {"terraform/aws_db_instance"};
constexpr std::string_view kTags[] = {"encryption", "database"};
constexpr std::string_view kEquivalents[] = {"checkov:CKV_AWS_16", "trivy:AWS-0080"};

}  // namespace

extern constinit const NativeRule aws_rds_unencrypted{
    .meta = {.id = "aws-rds-unencrypted",
             .summary = "RDS instance stores its data unencrypted",
             .severity = Severity::kHigh,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
