// SPDX-License-Identifier: Apache-2.0
#include "analyzer/discover/ignore_file.h"

#include <utility>

namespace platlint {
namespace {

// Matches one [set] at the front of the pattern; moves the pattern behind it.
bool match_set(std::string_view& pattern, char c) {
  std::size_t i = 1;
  const bool negated = i < pattern.size() && (pattern[i] == '!' || pattern[i] == '^');
  if (negated) ++i;
  bool in = false;
  for (const std::size_t first = i; i < pattern.size() && (pattern[i] != ']' || i == first); ++i) {
    if (pattern[i] == '\\' && i + 1 < pattern.size()) ++i;
    if (i + 2 < pattern.size() && pattern[i + 1] == '-' && pattern[i + 2] != ']') {
      in = in || (c >= pattern[i] && c <= pattern[i + 2]);
      i += 2;
    } else {
      in = in || c == pattern[i];
    }
  }
  pattern.remove_prefix(i < pattern.size() ? i + 1 : i);
  return in != negated && c != '/';
}

}  // namespace

// Backtracking only to the last star of each kind, so it is at most quadratic.
bool match_path(std::string_view pattern, std::string_view text) {
  constexpr std::string_view kSpecial = "*?[\\";
  const std::size_t special = pattern.find_first_of(kSpecial);
  // Most patterns are a name or "*.end".
  if (special == std::string_view::npos) return pattern == text;
  if (special == 0 && pattern.front() == '*' && pattern.find_first_of(kSpecial, 1) == std::string_view::npos) {
    const std::string_view end = pattern.substr(1);
    return text.ends_with(end) && text.substr(0, text.size() - end.size()).find('/') == std::string_view::npos;
  }
  std::string_view star_pattern, star_text, deep_pattern, deep_text;
  bool star = false;
  bool deep = false;
  while (true) {
    if (pattern.starts_with("**")) {
      pattern.remove_prefix(2);
      // "**/" may stand for nothing at all.
      if (pattern.starts_with('/')) pattern.remove_prefix(1);
      deep = true;
      star = false;
      deep_pattern = pattern;
      deep_text = text;
      continue;
    }
    if (pattern.starts_with('*')) {
      pattern.remove_prefix(1);
      star = true;
      star_pattern = pattern;
      star_text = text;
      continue;
    }
    bool fits = false;
    if (text.empty()) {
      if (pattern.empty()) return true;
    } else if (pattern.starts_with('?')) {
      fits = text.front() != '/';
      if (fits) pattern.remove_prefix(1);
    } else if (pattern.starts_with('[')) {
      std::string_view rest = pattern;
      fits = match_set(rest, text.front());
      if (fits) pattern = rest;
    } else if (!pattern.empty()) {
      std::string_view rest = pattern;
      if (rest.starts_with('\\') && rest.size() > 1) rest.remove_prefix(1);
      fits = rest.front() == text.front();
      if (fits) {
        rest.remove_prefix(1);
        pattern = rest;
      }
    }
    if (fits) {
      text.remove_prefix(1);
      continue;
    }
    if (star && !star_text.empty() && star_text.front() != '/') {
      star_text.remove_prefix(1);
      text = star_text;
      pattern = star_pattern;
      continue;
    }
    star = false;
    if (!deep || deep_text.empty()) return false;
    deep_text.remove_prefix(1);
    text = deep_text;
    pattern = deep_pattern;
  }
}

IgnoreFile::IgnoreFile(std::string directory, std::string_view text) : directory_(std::move(directory)) {
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    while (line.ends_with(' ') && !line.ends_with("\\ ")) line.remove_suffix(1);
    if (line.empty() || line.starts_with('#')) continue;
    Pattern pattern;
    pattern.negated = line.starts_with('!');
    if (pattern.negated) line.remove_prefix(1);
    pattern.directories_only = line.ends_with('/');
    if (pattern.directories_only) line.remove_suffix(1);
    if (line.starts_with("**/") && line.find('/', 3) == std::string_view::npos) line.remove_prefix(3);  // any folder, as without
    pattern.anchored = line.find('/') != std::string_view::npos;
    if (line.starts_with('/')) line.remove_prefix(1);
    pattern.text = line;
    if (!pattern.text.empty()) patterns_.push_back(std::move(pattern));
  }
}

IgnoreFile::Verdict IgnoreFile::judge(std::string_view path, bool is_directory) const {
  if (!directory_.empty()) {
    const bool below = path.size() > directory_.size() && path.starts_with(directory_) && path[directory_.size()] == '/';
    if (!below) return Verdict::kNone;
    path.remove_prefix(directory_.size() + 1);
  }
  const std::string_view name = path.substr(path.rfind('/') + 1);
  for (std::size_t i = patterns_.size(); i-- > 0;) {
    const Pattern& pattern = patterns_[i];
    if (pattern.directories_only && !is_directory) continue;
    if (match_path(pattern.text, pattern.anchored ? path : name)) return pattern.negated ? Verdict::kKept : Verdict::kIgnored;
  }
  return Verdict::kNone;
}

}  // namespace platlint
