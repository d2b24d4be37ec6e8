// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace platlint {

// Finds all of many words in one pass over bytes, ignoring ASCII case (Aho and Corasick 1975). The automaton is dense over the
// classes of bytes that occur in words, so a step is two table reads.
class AhoCorasick {
 public:
  explicit AhoCorasick(std::span<const std::string_view> words);  // non-empty, at most 65,535 states in all

  // Calls hit(word index, end offset) for every occurrence, in order of their ends.
  template <class Hit>
  void scan(std::string_view text, Hit&& hit) const {
    std::uint32_t state = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
      state = next_[state * classes_ + class_[static_cast<unsigned char>(text[i])]];
      for (std::uint32_t at = first_[state]; at < first_[state + 1]; ++at) hit(outputs_[at], i + 1);
    }
  }

 private:
  std::array<std::uint8_t, 256> class_ = {};  // 0: a byte of no word
  std::uint32_t classes_ = 1;
  std::vector<std::uint16_t> next_;
  std::vector<std::uint32_t> first_;  // outputs of state s: outputs_[first_[s] .. first_[s + 1])
  std::vector<std::uint32_t> outputs_;
};

}  // namespace platlint
