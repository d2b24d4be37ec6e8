// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/rule.h"

namespace platlint {
namespace {

void check(const Resource& record, RuleContext& ctx) {
  const Value values = record["records"];
  // A list that is computed is seldom empty: nobody wants to hear that it may be.
  const bool none = values.is_absent() || (values.is_list() && values.items().empty() && !values.is_open());
  const Value alias = record["alias"];
  const bool has_alias = !alias.is_absent() && !(alias.is_list() && alias.items().empty() && !alias.is_open());
  if (!none) return;
  const Value at = values.is_missing() ? Value::missing(record.header) : values;
  if (!has_alias) ctx.report(at, "a record needs values or an alias: Route 53 refuses this one").attribute("records");
  else if (alias.is_unknown() || (alias.items().empty() && alias.is_open()))
    ctx.unknown(alias, "whether the record has an alias is unknown, and it has no values");
}

constexpr std::string_view kKinds[] = {"terraform/aws_route53_record"};
constexpr std::string_view kTags[] = {"dns", "correctness"};
constexpr std::string_view kEquivalents[] = {"kics:25db74bf-fa3b-44da-934e-8c3e005c0453"};

}  // namespace

extern constinit const NativeRule aws_route53_record_empty{
    .meta = {.id = "aws-route53-record-empty",
             .summary = "DNS record has no values",
             .severity = Severity::kMedium,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
