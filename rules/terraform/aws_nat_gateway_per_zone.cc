// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/environment.h"
#include "analyzer/rule/rule.h"

namespace platlint {
namespace {

void check(const Resource& gateway, RuleContext& ctx) {
  // Which environment this is must show somewhere; without that nothing is said.
  const Environment environment = environment_of(gateway, ctx.settings());
  if (environment == Environment::kUnnamed || environment == Environment::kProduction) return;
  const auto all = ctx.siblings(gateway, "aws_nat_gateway");
  if (all.size() < 2 || all.front() != &gateway) return;
  ctx.report(gateway.header, std::to_string(all.size()) + " NAT gateways outside production: about 33 USD a month each; one is enough")
      .monthly_cost(std::to_string(33 * (all.size() - 1)) + ".00");
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
