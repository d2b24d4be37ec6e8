// SPDX-License-Identifier: Apache-2.0
#include "reports/gitlab/codequality.h"

#include <nlohmann/json.hpp>

#include "reports/escape.h"
#include "reports/place.h"
#include "reports/rule_text.h"

namespace platlint {

void write_codequality(const Report& report, const SourceMap& sources, const ReportOptions&, std::string& out) {
  constexpr std::string_view kSeverities[] = {"info", "minor", "major", "critical", "blocker"};
  constexpr std::size_t kMostText = 1000;
  const Redactor redact(report, sources);
  Places places(sources);
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const Finding& finding : report.findings) {
    if (finding.suppression || finding.status != Status::kFail) continue;
    const Place place = places(finding);
    std::string description = redact(finding.message);
    if (finding.subject && !finding.subject->address.empty()) description += " (" + redact(finding.subject->address) + ")";
    list.push_back({{"description", shortened(replace_unprintable(description), kMostText)},
                    {"check_name", finding.rule->id},
                    {"fingerprint", finding.fingerprint},
                    {"severity", kSeverities[static_cast<std::size_t>(finding.severity)]},
                    {"location",
                     {{"path", place.path.empty() ? std::string_view(".") : place.path},
                      {"lines", {{"begin", place.start.line}, {"end", place.end.line}}}}}});
  }
  out += escape_json_output(list.dump(1, ' ', false, nlohmann::ordered_json::error_handler_t::replace)) + "\n";
}

}  // namespace platlint
