// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/model/value.h"
#include "analyzer/support/glob.h"  // matches_path, matches_wildcard: for rules

namespace platlint {

// Does a text match a pattern (RE2, unanchored)? Of an unknown text whose beginning is known it is asked whether anything that begins so
// could match. A pattern that does not compile gives kUnknown; the configuration is checked for those.
Tri matches_pattern(const Value& value, const std::string& pattern);

// Where a text matches a pattern: its first group that took part, or all of it. Empty matches and patterns that do not compile give none.
struct TextMatch {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};
std::vector<TextMatch> matches_in(std::string_view text, const std::string& pattern);

}  // namespace platlint
