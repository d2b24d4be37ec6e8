// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/rule.h"
#include "rules/terraform/lib_cidr.h"

namespace platlint {
namespace {

void check(const Resource& group, RuleContext& ctx) {
  for (const Value& ingress : group["ingress"].items()) {
    const Value given = ingress["cidr"];
    if (given.is_unknown()) {
      ctx.unknown(given, "how many addresses reach the database is unknown");
      continue;
    }
    const auto range = given.is_string() ? cidr::read(given.as_string()) : std::nullopt;
    if (range && range->bits <= 24 && range->bits > 0)
      ctx.report(given, "the database can be reached from 256 addresses or more: name those of its clients");
  }
}

constexpr std::string_view kKinds[] = {"terraform/aws_db_security_group", "terraform/aws_redshift_security_group"};
constexpr std::string_view kTags[] = {"network", "database"};
constexpr std::string_view kEquivalents[] = {"kics:4f615f3e-fb9c-4fad-8b70-2e9f781806ce"};

}  // namespace

extern constinit const NativeRule aws_database_group_wide_range{
    .meta = {.id = "aws-database-group-wide-range",
             .summary = "Database's security group allows a wide range of addresses",
             .severity = Severity::kInfo,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
