// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/rule.h"

namespace platlint {
namespace {

// Is that network the account's default one?
Tri is_default_vpc(const Resource& subnet, RuleContext& ctx) {
  if (!ctx.references(subnet, "aws_default_vpc", "vpc_id").empty()) return Tri::kTrue;
  for (const Resource* vpc : ctx.references(subnet, "data.aws_vpc", "vpc_id")) return (*vpc)["default"].is_true();
  return Tri::kFalse;
}

void check(const Resource& machine, RuleContext& ctx) {
  const Value subnet = machine["subnet_id"];
  Tri wrong = Tri::kFalse;
  if (subnet.is_absent()) {
    // Interfaces and templates name their subnets themselves.
    wrong = tri(machine["network_interface"].is_absent() && machine["primary_network_interface"].is_absent() &&
                machine["launch_template"].is_absent());
  } else if (!ctx.references(machine, "aws_default_subnet", "subnet_id").empty()) {
    wrong = Tri::kTrue;
  } else {
    for (const Resource* one : ctx.references(machine, "aws_subnet", "subnet_id")) wrong = tri_or(wrong, is_default_vpc(*one, ctx));
  }
  const Value at = subnet.is_missing() ? Value::missing(machine.header) : subnet;
  ctx.report_if(wrong, at,
                wrong == Tri::kUnknown ? "whether the machine is in the default VPC is unknown"
                                       : "the machine is in the default VPC: public subnets, and an open way out");
}

constexpr std::string_view kKinds[] = {"terraform/aws_instance"};
constexpr std::string_view kTags[] = {"network", "compute"};
constexpr std::string_view kEquivalents[] = {"kics:7e4a6e76-568d-43ef-8c4e-36dea481bff1"};

}  // namespace

extern constinit const NativeRule aws_instance_default_vpc{
    .meta = {.id = "aws-instance-default-vpc",
             .summary = "Instance is in the default VPC",
             .severity = Severity::kInfo,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
