// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/environment.h"
#include "analyzer/rule/rule.h"

namespace platlint {
namespace {

void check(const Resource& resource, RuleContext& ctx) {
  // A database that people develop against may be away for an hour.
  if (environment_of(resource, ctx.settings()) == Environment::kDevelopment) return;
  const Value flag = resource["multi_az"];
  const Tri wrong = tri_not(flag.is_true());
  ctx.report_if(wrong, flag.is_missing() ? Value::missing(resource.header) : flag,
                wrong == Tri::kUnknown ? "whether multi_az is set is unknown" : "the database goes down with its zone");
}

constexpr std::string_view kKinds[] = {"terraform/aws_db_instance"};
constexpr std::string_view kTags[] = {"database", "availability"};
constexpr std::string_view kOptions[] = {"production_names"};
constexpr std::string_view kEquivalents[] = {"checkov:CKV_AWS_157"};

}  // namespace

extern constinit const NativeRule aws_rds_single_zone{
    .meta = {.id = "aws-rds-single-zone",
             .summary = "RDS instance stands in one zone",
             .severity = Severity::kLow,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .equivalents = kEquivalents,
             .options = kOptions},
    .check = check,
};

}  // namespace platlint
