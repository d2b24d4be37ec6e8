// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/pattern.h"

#include <re2/re2.h>

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
  if (pattern.find('$') == std::string::npos && re2::RE2::PartialMatch(re2::StringPiece(prefix.data(), prefix.size()), regex)) return Tri::kTrue;
  std::string least;
  std::string most;
  if (pattern.starts_with('^') && regex.PossibleMatchRange(&least, &most, static_cast<int>(prefix.size() + 1))) {
    // Every match lies between the two; a beginning outside cannot become one.
    if (prefix < std::string_view(least).substr(0, prefix.size()) || prefix > std::string_view(most).substr(0, prefix.size())) return Tri::kFalse;
  }
  return Tri::kUnknown;
}

}  // namespace platlint
