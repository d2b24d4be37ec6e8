// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>

namespace platlint {

// One form of secret: where to look (keywords) and what it looks like (an RE2 pattern, tried only near a keyword).
struct Detector {
  std::string_view rule = {};      // the rule that reports it: "secret-github-token"
  std::string_view title = {};     // for people: "GitHub personal access token"
  std::string_view keywords = {};  // separated by blanks, matched without case; at least three bytes each
  std::string_view pattern = {};   // group 1 is the secret; without a group the whole match is
  double min_entropy = 0;          // bits a character (Shannon) that the secret must have at least
  bool long_match = false;         // the secret may be longer than a window (keys, tokens of kilobytes)
};

std::span<const Detector> detectors();

}  // namespace platlint
