// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/rule.h"

namespace platlint {
namespace {

// A deployment with a stage_name makes a stage itself.
Tri is_planned(const Resource& stage, const Resource& plan) {
  Tri result = plan["api_stages"].is_unknown() || plan["api_stages"].is_open() ? Tri::kUnknown : Tri::kFalse;
  for (const Value& one : plan["api_stages"].items())
    result = tri_or(result, tri_and(same_value(one["api_id"], stage["rest_api_id"]), same_value(one["stage"], stage["stage_name"])));
  return result;
}

void check(const Resource& stage, RuleContext& ctx) {
  const Value name = stage["stage_name"];
  if (name.is_absent() || !ctx.referrers(stage, "aws_api_gateway_usage_plan").empty()) return;
  Tri planned = Tri::kFalse;
  for (const Resource* plan : ctx.siblings(stage, "aws_api_gateway_usage_plan")) planned = tri_or(planned, is_planned(stage, *plan));
  if (planned == Tri::kUnknown) ctx.unknown(name, "whether a usage plan holds for this stage is unknown");
  else if (planned == Tri::kFalse) ctx.report(name, "no usage plan limits how much one client may call");
}

constexpr std::string_view kKinds[] = {"terraform/aws_api_gateway_stage", "terraform/aws_api_gateway_deployment"};
constexpr std::string_view kTags[] = {"api", "availability"};
constexpr std::string_view kEquivalents[] = {"kics:b3a59b8e-94a3-403e-b6e2-527abaf12034", "kics:c999cf62-0920-40f8-8dda-0caccd66ed7e"};

}  // namespace

extern constinit const NativeRule aws_api_without_usage_plan{
    .meta = {.id = "aws-api-without-usage-plan",
             .summary = "API stage is in no usage plan",
             .severity = Severity::kInfo,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
