// SPDX-License-Identifier: Apache-2.0
#include <string>

#include "analyzer/rule/rule.h"

namespace platlint {
namespace {

constexpr std::string_view kUnknown = "whether the execution log is on is unknown";

void check_level(const Resource& subject, const Value& level, const Value& nearest, RuleContext& ctx) {
  const Value& at = level.is_missing() ? nearest : level;
  const Tri off = level.is_absent() ? Tri::kTrue : tri_or(level.equals("OFF"), level.equals(""));
  if (off == Tri::kTrue) ctx.report(subject, at, "calls that fail inside of the API leave no trace: logging_level is off");
  else if (off == Tri::kUnknown) ctx.unknown(subject, at, std::string(kUnknown));
}

// Somebody who declares the log's group turns the log on, maybe elsewhere.
Tri has_log_group(const Resource& stage, const Value& name, RuleContext& ctx) {
  Tri result = Tri::kFalse;
  for (const Resource* group : ctx.siblings(stage, "aws_cloudwatch_log_group")) {
    const Value given = (*group)["name"];
    const Tri fits = name.is_string() ? given.ends_with("/" + std::string(name.as_string())) : tri_or(given.ends_with("/"), Tri::kUnknown);
    result = tri_or(result, tri_and(given.starts_with("API-Gateway-Execution-Logs_"), fits));
  }
  return result;
}

void check_stage(const Resource& stage, RuleContext& ctx) {
  if (!ctx.referrers(stage, "aws_api_gateway_method_settings").empty()) return;
  Tri told = Tri::kFalse;
  for (const Resource* settings : ctx.siblings(stage, "aws_api_gateway_method_settings"))
    told = tri_or(told, tri_and(same_value((*settings)["stage_name"], stage["stage_name"]),
                                same_value((*settings)["rest_api_id"], stage["rest_api_id"])));
  told = tri_or(told, has_log_group(stage, stage["stage_name"], ctx));
  if (told == Tri::kFalse) ctx.report(stage.header, "no method settings turn on the execution log of this stage");
  else if (told == Tri::kUnknown) ctx.unknown(Value::missing(stage.header), std::string(kUnknown));
}

void check(const Resource& resource, RuleContext& ctx) {
  if (resource.type() == "aws_api_gateway_stage") return check_stage(resource, ctx);
  if (resource.type() == "aws_api_gateway_method_settings") {
    // Settings of one method say what differs there.
    if (resource["method_path"].equals("*/*") != Tri::kTrue) return;
    const Value settings = resource["settings"];
    // The stage is what keeps no log, where it is known.
    const auto stages = ctx.references(resource, "aws_api_gateway_stage", "stage_name");
    const Resource& subject = stages.empty() ? resource : *stages.front();
    return check_level(subject, settings["logging_level"], settings.is_absent() ? Value::missing(resource.header) : settings, ctx);
  }
  // Of the newer APIs only those with WebSockets keep this log.
  for (const Resource* api : ctx.references(resource, "aws_apigatewayv2_api", "api_id"))
    if ((*api)["protocol_type"].equals("WEBSOCKET") == Tri::kTrue)
      check_level(resource, resource["default_route_settings"]["logging_level"], Value::missing(resource.header), ctx);
}

constexpr std::string_view kKinds[] = {"terraform/aws_api_gateway_stage", "terraform/aws_api_gateway_method_settings",
                                       "terraform/aws_apigatewayv2_stage"};
constexpr std::string_view kTags[] = {"api", "logging"};
constexpr std::string_view kEquivalents[] = {"kics:1b6799eb-4a7a-4b04-9001-8cceb9999326", "kics:982aa526-6970-4c59-8b9b-2ce7e019fe36",
                                             "checkov:CKV2_AWS_4"};

}  // namespace

extern constinit const NativeRule aws_api_execution_log_off{
    .meta = {.id = "aws-api-execution-log-off",
             .summary = "API stage keeps no execution log",
             .severity = Severity::kInfo,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
