// SPDX-License-Identifier: Apache-2.0
#include "reports/rule_text.h"

#include <algorithm>
#include <map>

#include "reports/escape.h"

namespace platlint {
namespace {

std::string_view take_line(std::string_view& text) {
  const std::size_t end = text.find('\n');
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  return line;
}

// The paragraph at the front of `text`, on one line.
std::string paragraph(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::string_view line = take_line(text);
    if (line.find_first_not_of(" \t\r") == std::string_view::npos) {
      if (!out.empty()) break;
      continue;
    }
    if (line.front() == '#' || line.starts_with("```")) break;
    if (!out.empty()) out += ' ';
    out += line;
  }
  return out;
}

}  // namespace

std::string page_body(std::string_view page, bool examples) {
  if (page.starts_with("# ")) take_line(page);
  while (!page.empty() && (page.front() == '\n' || page.front() == '\r')) page.remove_prefix(1);
  if (!examples)
    if (const std::size_t at = page.find("\n## Example"); at != std::string_view::npos) page = page.substr(0, at + 1);
  std::string body(page);
  while (!body.empty() && (body.back() == '\n' || body.back() == ' ')) body.pop_back();
  return body;
}

std::string page_introduction(std::string_view page) {
  if (page.starts_with("# ")) take_line(page);
  return paragraph(page);
}

std::string how_to_fix(std::string_view page) {
  constexpr std::string_view kTitle = "## How to fix\n";
  const std::size_t at = page.find(kTitle);
  return at == std::string_view::npos ? std::string() : paragraph(page.substr(at + kTitle.size()));
}

std::string shortened(std::string_view text, std::size_t most) {
  std::size_t at = 0;
  std::size_t kept = 0;
  for (std::size_t count = 0; at < text.size(); ++count) {
    if (count == most) return std::string(text.substr(0, kept)) + "...";
    if (count + 3 <= most) kept = at;
    next_code_point(text, at);
  }
  return std::string(text);
}

std::vector<ReportedRule> reported_rules(const Report& report) {
  std::map<std::string_view, ReportedRule> rules;
  for (const Rule* rule : report.rules) rules[rule->meta->id] = {rule->meta, rule->page};
  for (const Finding& finding : report.findings) rules.try_emplace(finding.rule->id, ReportedRule{finding.rule, {}});
  std::vector<ReportedRule> sorted;
  for (const auto& [id, rule] : rules) sorted.push_back(rule);
  return sorted;
}

}  // namespace platlint
