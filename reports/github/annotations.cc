// SPDX-License-Identifier: Apache-2.0
#include "reports/github/annotations.h"

#include <algorithm>
#include <array>

#include "reports/escape.h"
#include "reports/place.h"
#include "reports/rule_text.h"

namespace platlint {

void write_annotations(const Report& report, const SourceMap& sources, const ReportOptions&, std::string& out) {
  constexpr std::size_t kMostOfAKind = 10;  // a step; GitHub drops the rest without a word
  constexpr std::string_view kCommands[] = {"notice", "notice", "warning", "error", "error"};
  const Redactor redact(report, sources);
  Places places(sources);
  std::vector<const Finding*> list;
  for (const Finding& finding : report.findings)
    if (!finding.suppression && finding.status == Status::kFail && finding.change != Change::kUnchanged) list.push_back(&finding);
  std::stable_sort(list.begin(), list.end(), [](const Finding* a, const Finding* b) { return a->severity > b->severity; });
  std::array<std::size_t, 5> written = {};
  std::size_t withheld = 0;
  for (const Finding* finding : list) {
    const std::string_view command = kCommands[static_cast<std::size_t>(finding->severity)];
    std::size_t& count = written[command == "error" ? 0 : command == "warning" ? 1 : 2];
    if (count == kMostOfAKind) {
      ++withheld;
      continue;
    }
    ++count;
    const Place place = places(*finding);
    std::string message = redact(finding->message);
    if (finding->subject && !finding->subject->address.empty()) message += " (" + redact(finding->subject->address) + ")";
    out += "::" + std::string(command) + " file=" + escape_command_property(place.path) + ",line=" + std::to_string(place.start.line);
    // GitHub refuses columns on a range of several lines.
    if (place.end.line > place.start.line) out += ",endLine=" + std::to_string(place.end.line);
    else out += ",col=" + std::to_string(place.start.column) + ",endColumn=" + std::to_string(place.end.column);
    out += ",title=" + escape_command_property(finding->rule->id) + "::" + escape_command_data(shortened(message, 1000)) + "\n";
  }
  if (withheld != 0)
    out += std::to_string(withheld) + " more findings are not shown as annotations: GitHub shows " + std::to_string(kMostOfAKind) +
           " of a kind for a step\n";
}

}  // namespace platlint
