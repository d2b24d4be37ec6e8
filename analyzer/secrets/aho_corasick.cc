// SPDX-License-Identifier: Apache-2.0
#include "analyzer/secrets/aho_corasick.h"

#include <cctype>
#include <queue>

#include "analyzer/support/check.h"

namespace platlint {
namespace {

unsigned char lower(char c) { return static_cast<unsigned char>(std::tolower(static_cast<unsigned char>(c))); }

}  // namespace

AhoCorasick::AhoCorasick(std::span<const std::string_view> words) {
  for (const std::string_view word : words)
    for (const char c : word)
      if (class_[lower(c)] == 0) class_[lower(c)] = static_cast<std::uint8_t>(classes_++);
  for (int c = 'A'; c <= 'Z'; ++c) class_[static_cast<std::size_t>(c)] = class_[static_cast<std::size_t>(c - 'A' + 'a')];

  constexpr std::uint16_t kNone = 0xffff;
  std::vector<std::vector<std::uint32_t>> ends(1);
  next_.assign(classes_, kNone);
  for (std::size_t w = 0; w < words.size(); ++w) {
    std::uint32_t state = 0;
    for (const char c : words[w]) {
      std::uint16_t& edge = next_[state * classes_ + class_[lower(c)]];
      if (edge == kNone) {
        PL_CHECK(ends.size() < kNone);
        edge = static_cast<std::uint16_t>(ends.size());
        state = edge;  // `edge` dies with the resize
        ends.emplace_back();
        next_.resize(next_.size() + classes_, kNone);
      } else {
        state = edge;
      }
    }
    ends[state].push_back(static_cast<std::uint32_t>(w));
  }

  // Breadth first: a state's failure link is shorter than the state, so it is complete before it is needed.
  std::vector<std::uint16_t> failure(ends.size(), 0);
  std::queue<std::uint16_t> open;
  for (std::uint32_t c = 0; c < classes_; ++c) {
    std::uint16_t& edge = next_[c];
    if (edge == kNone) edge = 0;
    else open.push(edge);
  }
  while (!open.empty()) {
    const std::uint16_t state = open.front();
    open.pop();
    const std::vector<std::uint32_t>& inherited = ends[failure[state]];
    ends[state].insert(ends[state].end(), inherited.begin(), inherited.end());
    for (std::uint32_t c = 0; c < classes_; ++c) {
      std::uint16_t& edge = next_[state * classes_ + c];
      const std::uint16_t fallback = next_[failure[state] * classes_ + c];
      if (edge == kNone) {
        edge = fallback;
      } else {
        failure[edge] = fallback;
        open.push(edge);
      }
    }
  }
  first_.push_back(0);
  for (const auto& list : ends) {
    outputs_.insert(outputs_.end(), list.begin(), list.end());
    first_.push_back(static_cast<std::uint32_t>(outputs_.size()));
  }
}

}  // namespace platlint
