// SPDX-License-Identifier: Apache-2.0
//
// IPv4 ranges as security groups name them ("10.1.0.0/16").
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace platlint::cidr {

struct Range {
  std::uint32_t address = 0;  // in the host's order, as written
  int bits = 32;              // 0 to 32; 32 where none are written
};

// Nothing for IPv6 and for what is no range.
std::optional<Range> read(std::string_view text);

// Not routed on the internet: RFC 1918, shared (RFC 6598), loopback, link-local, or nobody's (0.0.0.0/8).
bool is_private(const Range& range);

}  // namespace platlint::cidr
