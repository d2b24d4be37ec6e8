// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string>

#include "analyzer/rule/rule.h"
#include "rules/terraform/lib_cidr.h"

namespace platlint {
namespace {

// Remote control, mail, file sharing, databases, caches, orchestration.
constexpr std::int64_t kPorts[] = {20,   21,   22,   23,   25,   110,  135,  137,  138,  139,   389,   445,   636,
                                   1433, 1434, 1521, 2375, 2376, 2383, 2484, 3306, 3389, 4505,  4506,  5432,  5500,
                                   5900, 6379, 7000, 7001, 7199, 8020, 9042, 9200, 9300, 11211, 27017, 50070, 61621};

struct Names {
  std::string_view protocol = "protocol";
  std::string_view ranges = "cidr_blocks";
};

Tri covers_port(const Value& rule, std::string_view protocol_name) {
  const Value protocol = rule[protocol_name];
  if (protocol.is_unknown()) return Tri::kUnknown;
  if (protocol.equals("-1") == Tri::kTrue || protocol.equals("all") == Tri::kTrue) return Tri::kTrue;
  const auto text = protocol.text().value_or("");
  if (text != "tcp" && text != "udp" && text != "6" && text != "17") return Tri::kFalse;
  const Value from = rule["from_port"];
  const Value to = rule["to_port"];
  if (from.is_unknown() || to.is_unknown()) return Tri::kUnknown;
  const auto first = from.int_value();
  const auto last = to.int_value();
  if (!first || !last) return Tri::kFalse;
  return tri(std::any_of(std::begin(kPorts), std::end(kPorts), [&](std::int64_t port) { return port >= *first && port <= *last; }));
}

// An office or a partner: some addresses, not one or two machines and not a provider's whole block.
bool is_small_and_public(const Value& range) {
  const auto read = range.is_string() ? cidr::read(range.as_string()) : std::nullopt;
  return read && read->bits >= 25 && read->bits <= 29 && !cidr::is_private(*read);
}

void judge(const Value& rule, const Names& names, RuleContext& ctx) {
  const Tri covered = covers_port(rule, names.protocol);
  const Value ranges = rule[names.ranges];
  if (covered == Tri::kFalse) return;
  // That ranges cannot be known is told by the rules about ports that are open to the world.
  for (const Value& range : ranges.each()) {
    if (!is_small_and_public(range)) continue;
    if (covered == Tri::kUnknown) ctx.unknown(range, "which ports are open to these addresses is unknown");
    else
      ctx.report(range,
                 "a port of administration or data is open to addresses on the internet: whoever is behind them gets to the service");
  }
}

void check(const Resource& resource, RuleContext& ctx) {
  if (resource.type() == "aws_vpc_security_group_ingress_rule") return judge(resource.body, {"ip_protocol", "cidr_ipv4"}, ctx);
  if (resource.type() == "aws_security_group_rule") {
    if (resource["type"].equals("ingress") == Tri::kTrue) judge(resource.body, {}, ctx);
    return;
  }
  for (const Value& ingress : resource["ingress"].items()) judge(ingress, {}, ctx);
}

constexpr std::string_view kKinds[] = {"terraform/aws_security_group", "terraform/aws_default_security_group",
                                       "terraform/aws_security_group_rule", "terraform/aws_vpc_security_group_ingress_rule"};
constexpr std::string_view kTags[] = {"network"};
constexpr std::string_view kEquivalents[] = {"kics:e35c16a2-d54e-419d-8546-a804d8e024d0"};

}  // namespace

extern constinit const NativeRule aws_security_group_small_public_range{
    .meta = {.id = "aws-security-group-small-public-range",
             .summary = "Port of administration or data is open to a small public range",
             .severity = Severity::kInfo,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
