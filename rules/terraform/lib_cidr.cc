// SPDX-License-Identifier: Apache-2.0
#include "rules/terraform/lib_cidr.h"

#include <algorithm>
#include <charconv>

namespace platlint::cidr {
namespace {

std::optional<unsigned> number(std::string_view text, unsigned most) {
  unsigned value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value > most) return std::nullopt;
  return value;
}

}  // namespace

std::optional<Range> read(std::string_view text) {
  Range range;
  if (const std::size_t slash = text.find('/'); slash != std::string_view::npos) {
    const auto bits = number(text.substr(slash + 1), 32);
    if (!bits) return std::nullopt;
    range.bits = static_cast<int>(*bits);
    text = text.substr(0, slash);
  }
  for (int part = 0; part < 4; ++part) {
    const std::size_t dot = text.find('.');
    const auto byte = number(text.substr(0, dot), 255);
    if (!byte || (dot == std::string_view::npos) != (part == 3)) return std::nullopt;
    range.address = range.address << 8U | *byte;
    text = dot == std::string_view::npos ? std::string_view() : text.substr(dot + 1);
  }
  return range;
}

bool is_private(const Range& range) {
  struct Block {
    std::uint32_t first;
    std::uint32_t last;
  };
  constexpr Block kBlocks[] = {{0x00000000, 0x00ffffff}, {0x0a000000, 0x0affffff}, {0x64400000, 0x647fffff}, {0x7f000000, 0x7fffffff},
                               {0xa9fe0000, 0xa9feffff}, {0xac100000, 0xac1fffff}, {0xc0a80000, 0xc0a8ffff}};
  return std::any_of(std::begin(kBlocks), std::end(kBlocks),
                     [&](const Block& block) { return range.address >= block.first && range.address <= block.last; });
}

}  // namespace platlint::cidr
