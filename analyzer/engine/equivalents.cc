// SPDX-License-Identifier: Apache-2.0
#include "analyzer/engine/equivalents.h"

#include <cctype>

namespace platlint {
namespace {

std::string key(std::string_view tool, std::string_view id) {
  constexpr std::size_t kQuotedDigits = 8;
  std::string check;
  for (const char c : id) check += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  if (tool == "trivy" && check.starts_with("avd-")) check.erase(0, 4);
  if (tool == "kics" && check.size() > kQuotedDigits) check.resize(kQuotedDigits);
  return std::string(tool) + ":" + check;
}

const Equivalents::Rules& found(const std::unordered_map<std::string, Equivalents::Rules>& index, const std::string& key) {
  static const Equivalents::Rules none;
  const auto at = index.find(key);
  return at == index.end() ? none : at->second;
}

}  // namespace

Equivalents::Equivalents(const Registry& registry) {
  for (const Rule& rule : registry.rules())
    for (const std::string_view equivalent : rule.meta->equivalents) {
      const std::size_t colon = equivalent.find(':');
      const std::string_view written = equivalent.substr(0, colon);
      const std::string_view tool = written == "tfsec" ? "trivy" : written;
      checks_[key(tool, equivalent.substr(colon + 1))].insert(rule.meta);
      tools_[std::string(tool)].insert(rule.meta);
    }
}

const Equivalents::Rules& Equivalents::of_tool(std::string_view tool) const { return found(tools_, std::string(tool)); }
const Equivalents::Rules& Equivalents::of_check(std::string_view tool, std::string_view id) const { return found(checks_, key(tool, id)); }

Equivalents::Rules Equivalents::of_check(std::string_view check) const {
  if (const std::size_t colon = check.find(':'); colon != std::string_view::npos)
    return of_check(check.substr(0, colon), check.substr(colon + 1));
  Rules all;
  for (const auto& [tool, rules] : tools_) {
    const Rules& some = of_check(tool, check);
    all.insert(some.begin(), some.end());
  }
  return all;
}

}  // namespace platlint
