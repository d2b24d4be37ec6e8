// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/rule.h"

namespace platlint {
namespace {

// Values that are written and not known may be taken for values: nobody writes an expression to have none.
void check(const Resource& record, RuleContext& ctx) {
  const Value values = record["records"];
  const bool none = values.is_absent() || (values.is_list() && values.items().empty() && !values.is_open());
  const Value alias = record["alias"];
  if (none && alias.is_absent())
    ctx.report(record, values.is_absent() ? Value::missing(record.header) : values,
               "a record needs values or an alias: Route 53 refuses this one")
        .attribute("records");
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
