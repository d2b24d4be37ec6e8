// SPDX-License-Identifier: Apache-2.0
//
// Is a TCP port open to the world through a network ACL? Entries count in the order of their numbers, the first that matches decides:
// https://docs.aws.amazon.com/vpc/latest/userguide/nacl-rules.html. Only entries for all of IPv4 or all of IPv6 decide for the world.
#pragma once

#include <string_view>

#include "analyzer/rule/rule.h"

namespace platlint::network_acl {

// Of an aws_network_acl (all its inline entries), or of one aws_network_acl_rule (with the denials beside it that come first).
void check_port(const Resource& resource, RuleContext& ctx, std::int64_t port, std::string_view service);

// A default network ACL is left out: that it lets everything in is what AWS makes it for.
inline constexpr std::string_view kKinds[] = {"terraform/aws_network_acl", "terraform/aws_network_acl_rule"};

}  // namespace platlint::network_acl
