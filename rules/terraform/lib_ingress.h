// SPDX-License-Identifier: Apache-2.0
//
// What security groups let in: one rule after the other, wherever it is written (in the group, as a resource of its own, in a call of
// terraform-aws-modules/security-group/aws that is not in the repository).
#pragma once

#include <cstdint>
#include <vector>

#include "analyzer/rule/rule.h"

namespace platlint::ingress {

inline constexpr std::string_view kKinds[] = {"terraform/aws_security_group", "terraform/aws_default_security_group",
                                              "terraform/aws_security_group_rule", "terraform/aws_vpc_security_group_ingress_rule",
                                              "terraform/module"};

struct Entry {
  Value whole = {};
  Value protocol = {};
  Value from_port = {};
  Value to_port = {};
  std::vector<Value> ranges = {};  // each a text, of IPv4 or IPv6; those that are known
};
std::vector<Entry> entries_of(const Resource& resource);

// From everywhere: 0.0.0.0/0 or ::/0. The range that says so; null where none does.
const Value* everywhere(const Entry& entry);

struct Ports {
  std::int64_t from = 0;
  std::int64_t to = -1;  // below `from`: no ports (ICMP), or unknown
  bool tcp = false;
  bool unknown = false;

  bool has(std::int64_t port) const { return port >= from && port <= to; }
  bool all() const { return from <= 0 && to >= 65535; }
};
// All 65536 for a protocol of -1; those written for TCP, UDP and protocols that are unknown; else none.
Ports ports_of(const Entry& entry);

// Ports of remote control, mail, file sharing, databases, caches, orchestration: nothing for strangers.
bool opens_sensitive_port(const Ports& ports);
// Every port that some service is known by; a range with any other is "odd".
bool opens_odd_port(const Ports& ports);
// Do the rules about SSH, RDP, HTTP or data ports speak of it?
bool has_own_rule(const Ports& ports);

}  // namespace platlint::ingress
