// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/rule.h"

namespace platlint {
namespace {

void check(const Resource& alarm, RuleContext& ctx) {
  for (const std::string_view key : {"alarm_actions", "ok_actions", "insufficient_data_actions"}) {
    const Value actions = alarm[key];
    if (actions.is_unknown() || actions.is_open() || !actions.items().empty()) return;
  }
  // Alarms that others read: composite alarms, deployments that roll back, health checks.
  if (!ctx.referrers(alarm, "").empty()) return;
  const auto name = alarm["alarm_name"].string_value();
  for (const Resource* composite : ctx.all("terraform/aws_cloudwatch_composite_alarm"))
    if (!name || (*composite)["alarm_rule"].contains_text(*name) != Tri::kFalse) return;
  ctx.report(alarm["alarm_actions"].is_absent() ? Value::missing(alarm.header) : alarm["alarm_actions"],
             "nobody is told when this alarm goes off")
      .attribute("alarm_actions");
}

constexpr std::string_view kKinds[] = {"terraform/aws_cloudwatch_metric_alarm"};
constexpr std::string_view kTags[] = {"observability"};

}  // namespace

extern constinit const NativeRule aws_alarm_without_action{
    .meta = {.id = "aws-alarm-without-action",
             .summary = "CloudWatch alarm has nobody to tell",
             .severity = Severity::kLow,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags},
    .check = check,
};

}  // namespace platlint
