// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string_view>

namespace platlint {

// Does `text` match all of `pattern`? '*' stands for any run of bytes, '?' for one byte; nothing else is special. For ids and addresses,
// where '[' is a plain character. Takes at most pattern.size() * text.size() steps.
inline bool matches_wildcard(std::string_view pattern, std::string_view text) {
  std::size_t p = 0;
  std::size_t t = 0;
  std::size_t star = std::string_view::npos;  // the last '*' met, and the text it has taken so far
  std::size_t taken = 0;
  while (t < text.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      taken = t;
    } else if (p < pattern.size() && (pattern[p] == '?' || pattern[p] == text[t])) {
      ++p;
      ++t;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      t = ++taken;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

// Does `path` match the path glob, or lie below a folder that does? '*' and '?' stay within one part of the path, a part "**" stands for
// any number of parts. "a/" and "a" are the same. The number of "**" that is tried is limited: past kMostStars it is read as '*'.
inline bool matches_path(std::string_view pattern, std::string_view path, int stars = 0) {
  constexpr int kMostStars = 4;
  while (pattern.starts_with("./")) pattern.remove_prefix(2);
  while (pattern.ends_with('/')) pattern.remove_suffix(1);
  if (pattern.empty()) return true;  // what is left of the path lies below the folder named
  const std::size_t pattern_slash = pattern.find('/');
  const std::string_view part = pattern.substr(0, pattern_slash);
  const std::string_view rest = pattern_slash == std::string_view::npos ? std::string_view() : pattern.substr(pattern_slash + 1);
  if (part == "**" && stars < kMostStars) {
    for (std::string_view below = path;;) {
      if (matches_path(rest, below, stars + 1)) return true;
      const std::size_t slash = below.find('/');
      if (slash == std::string_view::npos) return false;
      below.remove_prefix(slash + 1);
    }
  }
  if (path.empty()) return false;
  const std::size_t slash = path.find('/');
  if (!matches_wildcard(part, path.substr(0, slash))) return false;
  return matches_path(rest, slash == std::string_view::npos ? std::string_view() : path.substr(slash + 1), stars);
}

}  // namespace platlint
