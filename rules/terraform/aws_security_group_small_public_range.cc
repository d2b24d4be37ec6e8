// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/rule.h"
#include "rules/terraform/lib_cidr.h"
#include "rules/terraform/lib_ingress.h"

namespace platlint {
namespace {

// An office or a partner: some addresses, not one or two machines and not a provider's whole block.
bool is_small_and_public(const Value& range) {
  const auto read = cidr::read(range.as_string());
  return read && read->bits >= 25 && read->bits <= 29 && !cidr::is_private(*read);
}

// That ranges cannot be known is told by the rules about ports that are open to the world.
void check(const Resource& resource, RuleContext& ctx) {
  for (const ingress::Entry& entry : ingress::entries_of(resource)) {
    const ingress::Ports ports = ingress::ports_of(entry);
    const bool sensitive = ingress::opens_sensitive_port(ports);
    for (const Value& range : entry.ranges) {
      if ((!sensitive && !ports.unknown) || !is_small_and_public(range)) continue;
      if (ports.unknown) ctx.unknown(range, "which ports are open to these addresses is unknown");
      else
        ctx.report(range,
                   "a port of administration or data is open to addresses on the internet: whoever is behind them gets to the service");
    }
  }
}

constexpr std::string_view kTags[] = {"network"};
constexpr std::string_view kEquivalents[] = {"kics:e35c16a2-d54e-419d-8546-a804d8e024d0"};

}  // namespace

extern constinit const NativeRule aws_security_group_small_public_range{
    .meta = {.id = "aws-security-group-small-public-range",
             .summary = "Port of administration or data is open to a small public range",
             .severity = Severity::kInfo,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = ingress::kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
