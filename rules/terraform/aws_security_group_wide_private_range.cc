// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/rule.h"
#include "rules/terraform/lib_cidr.h"
#include "rules/terraform/lib_ingress.h"

namespace platlint {
namespace {

// Whole networks of a company, not a subnet or a VPC of usual size.
bool is_wide_and_private(const Value& text) {
  const auto range = cidr::read(text.as_string());
  return range && range->bits <= 16 && range->bits >= 8 && range->address >> 24 != 0 && cidr::is_private(*range);
}

void check(const Resource& resource, RuleContext& ctx) {
  for (const ingress::Entry& entry : ingress::entries_of(resource)) {
    const ingress::Ports ports = ingress::ports_of(entry);
    const bool sensitive = ingress::opens_sensitive_port(ports);
    for (const Value& range : entry.ranges) {
      if ((!sensitive && !ports.unknown) || !is_wide_and_private(range)) continue;
      if (ports.unknown) ctx.unknown(range, "which ports are open to this network is unknown");
      else ctx.report(range, "65536 addresses or more reach a port of administration or data: one taken machine among them is enough");
    }
  }
}

constexpr std::string_view kTags[] = {"network"};
constexpr std::string_view kEquivalents[] = {
    "kics:92fe237e-074c-4262-81a4-2077acb928c1",
};

}  // namespace

extern constinit const NativeRule aws_security_group_wide_private_range{
    .meta = {.id = "aws-security-group-wide-private-range",
             .summary = "Port of administration or data is open to a wide private network",
             .severity = Severity::kInfo,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = ingress::kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
