// SPDX-License-Identifier: Apache-2.0
#include <string>

#include "analyzer/rule/rule.h"
#include "rules/terraform/lib_ingress.h"

namespace platlint {
namespace {

void check(const Resource& resource, RuleContext& ctx) {
  for (const ingress::Entry& entry : ingress::entries_of(resource)) {
    const Value* range = ingress::everywhere(entry);
    if (range == nullptr) continue;
    const ingress::Ports ports = ingress::ports_of(entry);
    if (ports.all()) continue;  // aws-security-group-all-ports-open
    if (ports.unknown) ctx.unknown(entry.from_port.is_unknown() ? entry.from_port : *range, "which ports are open to the world is unknown");
    else if (ingress::opens_odd_port(ports))
      ctx.report(*range, ports.from == ports.to
                             ? "port " + std::to_string(ports.from) + ", of no known service, is open to the whole internet"
                             : "ports " + std::to_string(ports.from) + " to " + std::to_string(ports.to) +
                                   ", most of them of no known service, are open to the whole internet");
  }
}

constexpr std::string_view kTags[] = {"network", "public-access"};
constexpr std::string_view kEquivalents[] = {
    "kics:590d878b-abdc-428f-895a-e2b68a0e1998",
    "kics:4728cd65-a20c-49da-8b31-9c08b423e4db",
};

}  // namespace

extern constinit const NativeRule aws_security_group_odd_port_open{
    .meta = {.id = "aws-security-group-odd-port-open",
             .summary = "Security group opens ports of no known service to the world",
             .severity = Severity::kLow,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = ingress::kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
