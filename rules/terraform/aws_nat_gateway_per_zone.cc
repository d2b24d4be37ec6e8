// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/rule.h"

namespace platlint {
namespace {

bool is_production(const Resource& resource, const RuleContext& ctx) {
  for (const std::string& word : ctx.settings().production_names) {
    if (resource.root.find(word) != std::string_view::npos || resource.variable_set.find(word) != std::string_view::npos) return true;
    for (const Member& tag : resource["tags_all"].members())
      if ((tag.key == "Environment" || tag.key == "environment" || tag.key == "env" || tag.key == "Env") && tag.value.equals(word) != Tri::kFalse) return true;
  }
  return false;
}

// Which environment this is must show somewhere; without that nothing is said.
bool is_named_otherwise(const Resource& resource) {
  constexpr std::string_view kWords[] = {"dev", "test", "staging", "stage", "sandbox", "qa", "poc", "nonprod"};
  for (const std::string_view word : kWords) {
    if (resource.root.find(word) != std::string_view::npos || resource.variable_set.find(word) != std::string_view::npos) return true;
    for (const Member& tag : resource["tags_all"].members())
      if ((tag.key == "Environment" || tag.key == "environment" || tag.key == "env" || tag.key == "Env") && tag.value.equals(word) == Tri::kTrue) return true;
  }
  return false;
}

void check(const Resource& gateway, RuleContext& ctx) {
  if (!is_named_otherwise(gateway) || is_production(gateway, ctx)) return;
  const auto all = ctx.siblings(gateway, "aws_nat_gateway");
  if (all.size() < 2 || all.front() != &gateway) return;
  ctx.report(gateway.header, std::to_string(all.size()) + " NAT gateways outside production: about 33 USD a month each; one is enough").monthly_cost(std::to_string(33 * (all.size() - 1)) + ".00");
}

constexpr std::string_view kKinds[] = {"terraform/aws_nat_gateway"};
constexpr std::string_view kTags[] = {"cost", "network"};
constexpr std::string_view kOptions[] = {"production_names"};

}  // namespace

extern constinit const NativeRule aws_nat_gateway_per_zone{
    .meta = {.id = "aws-nat-gateway-per-zone",
             .summary = "NAT gateway in every zone outside production",
             .severity = Severity::kLow,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .options = kOptions},
    .check = check,
};

}  // namespace platlint
