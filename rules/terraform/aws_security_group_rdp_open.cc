// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/rule.h"

namespace platlint {
namespace {

constexpr std::int64_t kPort = 3389;

Tri is_world(const Value& ranges) {
  return tri_or(ranges.has_item("0.0.0.0/0"), tri_or(ranges.has_item("::/0"), ranges.has_item("0000:0000:0000:0000:0000:0000:0000:0000/0")));
}

// Is the port between from_port and to_port, for a protocol that has it? Protocol -1 is everything.
Tri covers(const Value& rule, const Value& protocol) {
  if (protocol.equals("-1") == Tri::kTrue || protocol.equals("all") == Tri::kTrue) return Tri::kTrue;
  const Value from = rule["from_port"];
  const Value to = rule["to_port"];
  if (from.is_unknown() || to.is_unknown() || protocol.is_unknown()) return Tri::kUnknown;
  if (from.is_absent() && to.is_absent()) return Tri::kFalse;
  if (protocol.equals("tcp") == Tri::kFalse && protocol.equals("6") == Tri::kFalse) return Tri::kFalse;
  const auto low = from.int_value();
  const auto high = to.int_value();
  return tri(low && high && *low <= kPort && kPort <= *high);
}

void check_rule(const Value& rule, const Value& protocol, std::initializer_list<std::string_view> ranges, RuleContext& ctx) {
  const Tri port = covers(rule, protocol);
  for (const std::string_view key : ranges) {
    const Value list = rule[key];
    if (list.is_absent()) continue;
    const Tri open = tri_and(port, is_world(list));
    if (open != Tri::kFalse) {
      ctx.report_if(open, list, open == Tri::kTrue ? "port " + std::to_string(kPort) + " is open to the whole internet" : "whether port " + std::to_string(kPort) + " is open to the internet is unknown");
      return;
    }
  }
}

void check(const Resource& resource, RuleContext& ctx) {
  if (resource.type() == "aws_security_group") {
    for (const Value& rule : resource["ingress"].items()) check_rule(rule, rule["protocol"], {"cidr_blocks", "ipv6_cidr_blocks"}, ctx);
    if (resource["ingress"].is_open()) ctx.unknown(resource["ingress"], "some ingress rules are unknown");
  } else if (resource.type() == "aws_security_group_rule") {
    if (resource["type"].equals("ingress") == Tri::kTrue) check_rule(resource.body, resource["protocol"], {"cidr_blocks", "ipv6_cidr_blocks"}, ctx);
  } else {
    check_rule(resource.body, resource["ip_protocol"], {"cidr_ipv4", "cidr_ipv6"}, ctx);
  }
}

constexpr std::string_view kKinds[] = {"terraform/aws_security_group", "terraform/aws_security_group_rule", "terraform/aws_vpc_security_group_ingress_rule"};
constexpr std::string_view kTags[] = {"network", "public-access"};
constexpr std::string_view kControls[] = {"CIS-AWS-3.0:5.2"};
constexpr std::string_view kEquivalents[] = {"checkov:CKV_AWS_25"};

}  // namespace

extern constinit const NativeRule aws_security_group_rdp_open{
    .meta = {.id = "aws-security-group-rdp-open",
             .summary = "Security group opens RDP to the world",
             .severity = Severity::kHigh,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .controls = kControls,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
