// SPDX-License-Identifier: Apache-2.0
#include <string>

#include "analyzer/rule/rule.h"

namespace platlint {
namespace {

// A policy of the target, or one that names the table as the target does.
bool scales(const Resource& target, const RuleContext& ctx) { return !ctx.referrers(target, "aws_appautoscaling_policy").empty(); }

bool is_scaled(const Resource& table, const RuleContext& ctx) {
  // A module that is handed the table may well be the one that scales it.
  if (!ctx.referrers(table, "module").empty()) return true;
  for (const Resource* target : ctx.referrers(table, "aws_appautoscaling_target", "resource_id"))
    if (scales(*target, ctx) || !ctx.referrers(table, "aws_appautoscaling_policy", "resource_id").empty()) return true;
  const auto name = table["name"].text();
  if (!name) return false;
  for (const Resource* target : ctx.siblings(table, "aws_appautoscaling_target"))
    // Where it refers to a table it means that one, whatever the name.
    if (const Value id = (*target)["resource_id"]; id.refs().empty() && id.equals("table/" + *name) == Tri::kTrue && scales(*target, ctx))
      return true;
  return false;
}

void check(const Resource& table, RuleContext& ctx) {
  const Value mode = table["billing_mode"];
  const Tri provisioned = mode.is_absent() ? Tri::kTrue : mode.equals("PROVISIONED");
  if (provisioned == Tri::kFalse || is_scaled(table, ctx)) return;
  const bool unknown = provisioned == Tri::kUnknown || ctx.may_be_referred(table, "aws_appautoscaling_target", "resource_id");
  ctx.report_if(unknown ? Tri::kUnknown : Tri::kTrue, mode.is_absent() ? Value::missing(table.header) : mode,
                unknown ? "whether the table's capacity follows its load is unknown"
                        : "its capacity is fixed: more load is refused, less is paid for all the same");
}

constexpr std::string_view kKinds[] = {"terraform/aws_dynamodb_table"};
constexpr std::string_view kTags[] = {"database", "availability"};
constexpr std::string_view kEquivalents[] = {"checkov:CKV2_AWS_16"};

}  // namespace

extern constinit const NativeRule aws_dynamodb_fixed_capacity{
    .meta = {.id = "aws-dynamodb-fixed-capacity",
             .summary = "DynamoDB table's capacity does not follow its load",
             .severity = Severity::kInfo,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
