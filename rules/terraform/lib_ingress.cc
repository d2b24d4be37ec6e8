// SPDX-License-Identifier: Apache-2.0
#include "rules/terraform/lib_ingress.h"

#include <algorithm>
#include <string>

namespace platlint::ingress {
namespace {

constexpr std::int64_t kSensitive[] = {20,   21,   22,   23,   25,   110,  135,  137,  138,  139,   389,   445,   636,
                                       1433, 1434, 1521, 2375, 2376, 2383, 2484, 3306, 3389, 4505,  4506,  5432,  5500,
                                       5900, 6379, 7000, 7001, 7199, 8020, 9042, 9200, 9300, 11211, 27017, 50070, 61621};
// Besides those: names, time, mail, the web and its usual second ports, VPNs, administration.
constexpr std::int64_t kKnown[] = {53,   80,   123,  143,  161,  443,  465,   500,   587,   993,   995,   1194,
                                   1522, 2382, 2483, 3000, 3020, 4333, 4500,  5601,  5985,  5986,  8000,  8080,
                                   8140, 8443, 8888, 9000, 9090, 9160, 11214, 11215, 27018, 50470, 51820, 61620};
// What aws-security-group-{ssh,rdp,http,data-port}-open ask about.
constexpr std::int64_t kOwnRule[] = {21,   22,   23,   80,   135,  445,  1433, 1521, 2375, 2383,  3306,  3389,
                                     5432, 5601, 5984, 6379, 7001, 8020, 9042, 9200, 9300, 11211, 27017, 50070};

template <std::size_t N>
bool any_in(const std::int64_t (&list)[N], const Ports& ports) {
  return std::any_of(std::begin(list), std::end(list), [&](std::int64_t port) { return ports.has(port); });
}

template <std::size_t N>
std::int64_t count_in(const std::int64_t (&list)[N], const Ports& ports) {
  return std::count_if(std::begin(list), std::end(list), [&](std::int64_t port) { return ports.has(port); });
}

void add_ranges(const Value& value, Entry& entry) {
  for (const Value& range : value.each())
    if (range.is_string()) entry.ranges.push_back(range);
}

Entry make(const Value& rule, std::string_view protocol) { return {rule, rule[protocol], rule["from_port"], rule["to_port"], {}}; }

void add_call(const Resource& call, std::vector<Entry>& found) {
  const Value inputs = call["inputs"];
  if (inputs.is_missing() || call["source"].equals("terraform-aws-modules/security-group/aws") != Tri::kTrue) return;
  for (const Value& rule : inputs["ingress_with_cidr_blocks"].items()) {
    Entry entry = make(rule, "protocol");
    const Value own = rule["cidr_blocks"];
    // There the ranges are one text with commas; without any those of the whole call hold.
    add_ranges(own.is_absent() ? inputs["ingress_cidr_blocks"] : own, entry);
    found.push_back(std::move(entry));
  }
}

bool is_everywhere(const Value& range) {
  std::string_view text = range.as_string();
  while (!text.empty()) {
    std::string_view one = text.substr(0, text.find(','));
    text.remove_prefix(std::min(one.size() + 1, text.size()));
    while (!one.empty() && one.front() == ' ') one.remove_prefix(1);
    if (one == "0.0.0.0/0" || one == "::/0" || one == "0000:0000:0000:0000:0000:0000:0000:0000/0") return true;
  }
  return false;
}

}  // namespace

std::vector<Entry> entries_of(const Resource& resource) {
  std::vector<Entry> found;
  const std::string_view type = resource.type();
  if (resource.kind == "terraform/module") {
    add_call(resource, found);
  } else if (type == "aws_vpc_security_group_ingress_rule") {
    Entry entry = make(resource.body, "ip_protocol");
    add_ranges(resource["cidr_ipv4"], entry);
    add_ranges(resource["cidr_ipv6"], entry);
    found.push_back(std::move(entry));
  } else if (type != "aws_security_group_rule" || resource["type"].equals("ingress") == Tri::kTrue) {
    const Value group = resource["ingress"];
    const Value self = resource.body;
    const auto add = [&](const Value& rule) {
      Entry entry = make(rule, "protocol");
      add_ranges(rule["cidr_blocks"], entry);
      add_ranges(rule["ipv6_cidr_blocks"], entry);
      found.push_back(std::move(entry));
    };
    if (type == "aws_security_group_rule") add(self);
    else
      for (const Value& rule : group.items()) add(rule);
  }
  return found;
}

const Value* everywhere(const Entry& entry) {
  const auto found = std::find_if(entry.ranges.begin(), entry.ranges.end(), is_everywhere);
  return found == entry.ranges.end() ? nullptr : &*found;
}

Ports ports_of(const Entry& entry) {
  Ports ports;
  if (entry.protocol.is_unknown()) {
    ports.unknown = true;
    return ports;
  }
  std::string protocol = entry.protocol.text().value_or("");
  std::transform(protocol.begin(), protocol.end(), protocol.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  if (protocol == "-1" || protocol == "all") return {0, 65535, true, false};
  ports.tcp = protocol == "tcp" || protocol == "6";
  if (!ports.tcp && protocol != "udp" && protocol != "17") return ports;
  ports.unknown = entry.from_port.is_unknown() || entry.to_port.is_unknown();
  const auto from = entry.from_port.int_value();
  const auto to = entry.to_port.int_value();
  if (!from || !to) return ports;
  ports.from = *from;
  ports.to = *to;
  if (ports.from == -1 && ports.to == -1) ports = {0, 65535, ports.tcp, false};
  return ports;
}

bool opens_sensitive_port(const Ports& ports) { return any_in(kSensitive, ports); }

bool opens_odd_port(const Ports& ports) {
  return ports.to >= ports.from && ports.to - ports.from + 1 > count_in(kSensitive, ports) + count_in(kKnown, ports);
}

bool has_own_rule(const Ports& ports) { return ports.tcp && any_in(kOwnRule, ports); }

}  // namespace platlint::ingress
