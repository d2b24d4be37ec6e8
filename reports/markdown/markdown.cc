// SPDX-License-Identifier: Apache-2.0
#include "reports/markdown/markdown.h"

#include <algorithm>

#include "reports/escape.h"
#include "reports/place.h"
#include "reports/rule_text.h"
#include "reports/text/text.h"

namespace platlint {
namespace {

constexpr std::size_t kMostBytes = 60'000;  // GitHub's limit is 65,536 characters
constexpr std::size_t kMostCell = 300;

std::string row(const Finding& finding, Places& places, const Redactor& redact) {
  const Place place = places(finding);
  std::string line = "| " + (finding.status == Status::kUnknown ? std::string("unknown") : std::string(name(finding.severity))) + " | ";
  line += markdown_code(shortened(std::string(place.path) + ":" + std::to_string(place.start.line), kMostCell)) + " | ";
  line += escape_markdown(shortened(redact(finding.message), kMostCell));
  if (finding.subject && !finding.subject->address.empty())
    line += "<br>" + markdown_code(shortened(redact(finding.subject->address), kMostCell));
  return line + " | " + markdown_code(finding.rule->id) + " |\n";
}

}  // namespace

void write_markdown(const Report& report, const SourceMap& sources, const ReportOptions&, std::string& out) {
  const Redactor redact(report, sources);
  Places places(sources);
  const Summary summary = summarize(report);
  std::string text = "<!-- platlint -->\n### platlint: " + escape_markdown(summary_line(summary)) + "\n\n";
  if (report.comparison) text += escape_markdown(comparison_line(*report.comparison)) + "\n\n";
  if (incomplete(report)) text += "**The analysis is incomplete**: see what failed below.\n\n";

  std::vector<const Finding*> shown;
  for (const Finding& finding : report.findings)
    if (!finding.suppression && finding.status != Status::kPass && finding.change != Change::kUnchanged) shown.push_back(&finding);
  const auto weight = [](const Finding* finding) { return finding->status == Status::kUnknown ? -1 : static_cast<int>(finding->severity); };
  std::stable_sort(shown.begin(), shown.end(), [&](const Finding* a, const Finding* b) { return weight(a) > weight(b); });

  std::string coverage = "<details><summary>What was checked</summary>\n\n";
  constexpr std::size_t kListed = 10;
  for (const std::string& line : coverage_lines(report, kListed))
    coverage += "- " + escape_markdown(shortened(redact(line), kMostCell)) + "\n";
  coverage += "\n</details>\n";

  if (!shown.empty()) {
    text += "| severity | where | what | rule |\n| --- | --- | --- | --- |\n";
    std::size_t written = 0;
    for (const Finding* finding : shown) {
      const std::string line = row(*finding, places, redact);
      if (text.size() + line.size() + coverage.size() + 200 > kMostBytes) break;
      text += line;
      ++written;
    }
    if (written < shown.size())
      text += "\n" + std::to_string(shown.size() - written) + " more, less severe or equally so, are not shown here.\n";
    text += "\n";
  }
  out += text + coverage;
}

}  // namespace platlint
