// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/rule.h"

namespace platlint {
namespace {

void check(const Resource& group, RuleContext& ctx) {
  const Value days = group["retention_in_days"];
  const auto least = static_cast<std::int64_t>(ctx.settings().minimum_log_retention_days);
  // 0: never dropped. The default of the setting is one day, which everything keeps.
  const auto kept = days.int_value();
  if (least > 1 && kept && *kept > 0 && *kept < least)
    ctx.report(days,
               "logs are dropped after " + std::to_string(*kept) + " days, before the " + std::to_string(least) + " that the project wants")
        .attribute("retention_in_days");
  else if (least > 1 && days.is_unknown()) ctx.unknown(days, "how long logs are kept is unknown");
}

constexpr std::string_view kKinds[] = {"terraform/aws_cloudwatch_log_group"};
constexpr std::string_view kTags[] = {"logging"};
constexpr std::string_view kOptions[] = {"minimum_log_retention_days"};

}  // namespace

extern constinit const NativeRule aws_log_group_short_retention{
    .meta = {.id = "aws-log-group-short-retention",
             .summary = "Log group drops logs earlier than the project wants",
             .severity = Severity::kLow,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .options = kOptions},
    .check = check,
};

}  // namespace platlint
