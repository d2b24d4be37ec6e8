// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/pattern.h"

#include <re2/re2.h>

#include <algorithm>
#include <map>
#include <memory>
#include <mutex>

namespace platlint {
namespace {

// Compiled patterns of the run; few, since they come from the configuration.
const re2::RE2& compiled(const std::string& pattern) {
  static std::mutex lock;
  static std::map<std::string, std::unique_ptr<re2::RE2>> cache;
  const std::lock_guard<std::mutex> guard(lock);
  std::unique_ptr<re2::RE2>& entry = cache[pattern];
  if (entry == nullptr) {
    re2::RE2::Options options;
    options.set_log_errors(false);
    entry = std::make_unique<re2::RE2>(pattern, options);
  }
  return *entry;
}

}  // namespace

Tri matches_pattern(const Value& value, const std::string& pattern) {
  const re2::RE2& regex = compiled(pattern);
  if (!regex.ok()) return Tri::kUnknown;
  if (!value.is_unknown()) {
    const auto text = value.text();
    return tri(text && re2::RE2::PartialMatch(*text, regex));
  }
  const std::string_view prefix = value.unknown_info().prefix;
  if (prefix.empty()) return Tri::kUnknown;
  // A pattern without an end anchor that the known beginning already matches is matched whatever follows.
  if (pattern.find('$') == std::string::npos && re2::RE2::PartialMatch(re2::StringPiece(prefix.data(), prefix.size()), regex))
    return Tri::kTrue;
  std::string least;
  std::string most;
  if (pattern.starts_with('^') && regex.PossibleMatchRange(&least, &most, static_cast<int>(prefix.size() + 1))) {
    // Every match lies between the two; a beginning outside cannot become one.
    if (prefix < std::string_view(least).substr(0, prefix.size()) || prefix > std::string_view(most).substr(0, prefix.size()))
      return Tri::kFalse;
  }
  return Tri::kUnknown;
}

std::vector<TextMatch> matches_in(std::string_view text, const std::string& pattern) {
  std::vector<TextMatch> found;
  const re2::RE2& regex = compiled(pattern);
  if (!regex.ok()) return found;
  constexpr int kMostGroups = 4;
  re2::StringPiece groups[kMostGroups];
  const int count = std::min(kMostGroups, 1 + regex.NumberOfCapturingGroups());
  const re2::StringPiece whole(text.data(), text.size());
  for (std::size_t at = 0; at <= text.size() && regex.Match(whole, at, text.size(), re2::RE2::UNANCHORED, groups, count);) {
    int group = 1;
    while (group < count && groups[group].data() == nullptr) ++group;
    const re2::StringPiece& hit = group < count ? groups[group] : groups[0];
    const auto begin = static_cast<std::size_t>(hit.data() - text.data());
    if (!hit.empty()) found.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(begin + hit.size())});
    at = static_cast<std::size_t>(groups[0].data() - text.data()) + std::max<std::size_t>(groups[0].size(), 1);
  }
  return found;
}

}  // namespace platlint
