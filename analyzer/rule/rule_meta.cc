// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/rule_meta.h"

#include <array>

namespace platlint {
namespace {

constexpr std::array<std::string_view, 5> kSeverities = {"info", "low", "medium", "high", "critical"};
constexpr std::array<std::string_view, 3> kConfidences = {"low", "medium", "high"};
constexpr std::array<std::string_view, 3> kStatuses = {"stable", "preview", "deprecated"};

}  // namespace

std::string_view name(Severity severity) { return kSeverities[static_cast<std::size_t>(severity)]; }
std::string_view name(Confidence confidence) { return kConfidences[static_cast<std::size_t>(confidence)]; }
std::string_view name(RuleStatus status) { return kStatuses[static_cast<std::size_t>(status)]; }

std::optional<Severity> parse_severity(std::string_view text) {
  for (std::size_t i = 0; i < kSeverities.size(); ++i)
    if (kSeverities[i] == text) return static_cast<Severity>(i);
  return std::nullopt;
}

std::string_view RuleMeta::domain() const {
  std::string_view domain;
  for (const std::string_view kind : kinds) {
    const std::string_view of = kind.substr(0, kind.find('/'));
    if (domain.empty()) domain = of;
    if (of != domain) return "platform";
  }
  return domain.empty() || domain == "program" ? "platform" : domain;
}

}  // namespace platlint
