// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/environment.h"
#include "analyzer/rule/rule.h"

namespace platlint {
namespace {

void check(const Resource& service, RuleContext& ctx) {
  const Value count = service["desired_count"];
  if (service["load_balancer"].is_absent() || environment_of(service, ctx.settings()) == Environment::kDevelopment ||
      service["scheduling_strategy"].equals("DAEMON") != Tri::kFalse)
    return;
  // A scaling target keeps its own minimum.
  for (const Resource* target : ctx.siblings(service, "aws_appautoscaling_target"))
    if ((*target)["scalable_dimension"].equals("ecs:service:DesiredCount") != Tri::kFalse) return;
  const auto number = count.is_absent() ? std::optional<std::int64_t>(0) : count.int_value();
  if (count.is_unknown()) ctx.unknown(count, "how many tasks run is unknown");
  else if (number && *number == 1)
    ctx.report(count, "one task serves all requests: it is away whenever it is replaced by force or its zone fails")
        .attribute("desired_count");
}

constexpr std::string_view kKinds[] = {"terraform/aws_ecs_service"};
constexpr std::string_view kTags[] = {"containers", "availability"};
constexpr std::string_view kOptions[] = {"production_names"};

}  // namespace

extern constinit const NativeRule aws_ecs_single_task{
    .meta = {.id = "aws-ecs-single-task",
             .summary = "Service behind a load balancer runs one task",
             .severity = Severity::kLow,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .options = kOptions,
             .pedantic = true},
    .check = check,
};

}  // namespace platlint
