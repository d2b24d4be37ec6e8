// SPDX-License-Identifier: Apache-2.0
#include <string>

#include "analyzer/rule/rule.h"
#include "rules/terraform/lib_ingress.h"

namespace platlint {
namespace {

void check(const Resource& resource, RuleContext& ctx) {
  for (const ingress::Entry& entry : ingress::entries_of(resource)) {
    const Value* range = ingress::everywhere(entry);
    const ingress::Ports ports = ingress::ports_of(entry);
    if (!entry.whole.is_wholly_known()) ctx.leave_open();
    // Every other case has a rule of its own, which also tells what is unknown.
    if (range == nullptr || ports.to < ports.from || ports.all() || ingress::has_own_rule(ports) || ingress::opens_odd_port(ports))
      continue;
    ctx.report(*range, "port " + std::to_string(ports.from) + " is open to the whole internet");
  }
  if (resource.kind != "terraform/module" || resource["source"].equals("terraform-aws-modules/security-group/aws") != Tri::kTrue) return;
  for (const std::string_view input : {"ingress_cidr_blocks", "ingress_ipv6_cidr_blocks"})
    for (const Value& range : resource["inputs"][input].items())
      if (range.equals("0.0.0.0/0") == Tri::kTrue || range.equals("::/0") == Tri::kTrue)
        ctx.report(range, "what this call lets in, it lets in from the whole internet");
}

constexpr std::string_view kTags[] = {"network", "public-access"};
constexpr std::string_view kEquivalents[] = {
    "kics:4728cd65-a20c-49da-8b31-9c08b423e4db",
};

}  // namespace

extern constinit const NativeRule aws_security_group_open_to_world{
    .meta = {.id = "aws-security-group-open-to-world",
             .summary = "Security group opens a port to the world",
             .severity = Severity::kInfo,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = ingress::kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
