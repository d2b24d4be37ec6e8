// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/rule.h"

namespace platlint {
namespace {

void check(const Resource& group, RuleContext& ctx) {
  const Value days = group["retention_in_days"];
  if (days.is_unknown()) return ctx.report_if(Tri::kUnknown, days, "how long logs are kept is unknown");
  if (days.is_absent() || days.int_value() == 0) {
    ctx.report(days.is_absent() ? Value::missing(group.header) : days, "logs are kept, and paid for, for ever: set retention_in_days")
        .attribute("retention_in_days");
  } else if (const auto value = days.int_value(); value && *value < static_cast<std::int64_t>(ctx.settings().minimum_log_retention_days)) {
    ctx.report(days, "logs are kept for " + std::to_string(*value) + " days; the rule is at least " +
                         std::to_string(ctx.settings().minimum_log_retention_days))
        .attribute("retention_in_days");
  }
}

constexpr std::string_view kKinds[] = {"terraform/aws_cloudwatch_log_group"};
constexpr std::string_view kTags[] = {"cost", "logging"};
constexpr std::string_view kEquivalents[] = {"checkov:CKV_AWS_66", "kics:ef0b316a-211e-42f1-888e-64efe172b755"};
constexpr std::string_view kOptions[] = {"minimum_log_retention_days"};

}  // namespace

extern constinit const NativeRule aws_log_group_unlimited_retention{
    .meta = {.id = "aws-log-group-unlimited-retention",
             .summary = "Log group keeps its logs for ever",
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
