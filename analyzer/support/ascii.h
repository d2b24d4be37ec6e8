// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>

namespace platlint {

// Has the text only bytes below 0x80? Eight at a time: nearly every text is, and is looked at for nothing else.
inline bool is_ascii(std::string_view text) {
  constexpr std::uint64_t kHighBits = 0x8080808080808080U;
  const char* at = text.data();
  std::size_t left = text.size();
  for (; left >= sizeof(std::uint64_t); at += sizeof(std::uint64_t), left -= sizeof(std::uint64_t)) {
    std::uint64_t word = 0;
    std::memcpy(&word, at, sizeof word);
    if ((word & kHighBits) != 0) return false;
  }
  unsigned char rest = 0;
  for (; left > 0; ++at, --left) rest |= static_cast<unsigned char>(*at);
  return rest < 0x80;
}

}  // namespace platlint
