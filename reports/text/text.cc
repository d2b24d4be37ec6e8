// SPDX-License-Identifier: Apache-2.0
#include "reports/text/text.h"

#include <map>
#include <tuple>

#include "reports/escape.h"
#include "reports/place.h"

namespace platlint {
namespace {

// ANSI styles, or nothing.
class Style {
 public:
  explicit Style(bool on) : on_(on) {}
  std::string bold(std::string_view text) const { return wrap("1", text); }
  std::string dim(std::string_view text) const { return wrap("2", text); }
  std::string severity(Severity severity, std::string_view text) const {
    constexpr std::string_view kCodes[] = {"36", "34", "33", "31", "1;31"};
    return wrap(kCodes[static_cast<std::size_t>(severity)], text);
  }

 private:
  std::string wrap(std::string_view code, std::string_view text) const {
    if (!on_) return std::string(text);
    return "\x1b[" + std::string(code) + "m" + std::string(text) + "\x1b[0m";
  }
  bool on_;
};

// Findings that differ only in the instance they are about are told once.
struct Told {
  const Finding* finding = nullptr;
  std::vector<const Subject*> subjects = {};
};

std::vector<Told> grouped(const Report& report) {
  std::vector<Told> told;
  std::map<std::tuple<SourceRange, std::string_view, Status, std::string_view, Severity>, std::size_t> seen;
  for (const Finding& finding : report.findings) {
    if (finding.suppression || finding.status == Status::kPass || finding.change == Change::kUnchanged) continue;
    const auto [at, added] =
        seen.try_emplace({finding.range, finding.rule->id, finding.status, finding.message, finding.severity}, told.size());
    if (added) told.push_back({&finding, {}});
    if (finding.subject) told[at->second].subjects.push_back(&*finding.subject);
  }
  return told;
}

std::string label(const Finding& finding) { return finding.status == Status::kUnknown ? "unknown" : std::string(name(finding.severity)); }

void write_excerpt(const SourceMap& sources, const SourceRange& range, std::uint32_t line, const Redactor& redact, const Style& style,
                   std::string& out) {
  if (!range.valid() || range.file >= sources.size()) return;
  const std::string number = std::to_string(line);
  const std::string margin(std::max<std::size_t>(number.size(), 4) + 2, ' ');
  const std::string head = std::string(margin.size() - number.size(), ' ') + number;
  if (redact.hides_line(range.file, line)) {
    out += style.dim(head + " | ") + "(this line holds a secret and is not shown)\n";
    return;
  }
  const Excerpt shown = excerpt(sources[range.file], line, range);
  out += style.dim(head + " | ") + redact(shown.text) + "\n";
  out += style.dim(margin + " | ") + std::string(shown.caret_column, ' ') + std::string(shown.caret_width, '^') + "\n";
}

// "a, b, c and 2 more"
std::string listed(const std::vector<std::string>& names, std::size_t most) {
  std::string out;
  for (std::size_t i = 0; i < names.size() && i < most; ++i) out += (i == 0 ? "" : ", ") + names[i];
  if (names.size() > most) out += " and " + std::to_string(names.size() - most) + " more";
  return out;
}

// The instances, each once; roots that all have the same one are named behind it.
void write_subjects(const Told& told, const Redactor& redact, std::string& out) {
  constexpr std::size_t kMost = 5;
  constexpr std::size_t kMostRoots = 3;
  if (told.subjects.empty()) return;
  std::vector<std::string> names;
  std::map<std::string, std::vector<std::string>> roots;
  for (const Subject* subject : told.subjects) {
    std::string text = escape_plain(redact(subject->address));
    if (!subject->variable_sets.empty()) {
      text += " (with";
      for (const std::string& set : subject->variable_sets) text += " " + escape_plain(set);
      text += ")";
    }
    std::vector<std::string>& of = roots[text];
    if (of.empty()) names.push_back(text);
    of.push_back(subject->root.empty() ? "." : escape_plain(subject->root));
  }
  for (std::string& name : names)
    if (const std::vector<std::string>& of = roots[name]; of.size() > 1) name += " (roots " + listed(of, kMostRoots) + ")";
  out += "       in " + listed(names, kMost) + "\n";
}

void write_one(const Told& told, const SourceMap& sources, Places& places, const Redactor& redact, const Style& style, std::string& out) {
  const Finding& finding = *told.finding;
  const Place place = places(finding);
  out += "  " + std::to_string(place.start.line) + ":" + std::to_string(place.start.column) + " ";
  out += style.severity(finding.severity, label(finding)) + ": " + style.bold(escape_plain(redact(finding.message))) + " " +
         style.dim("[" + std::string(finding.rule->id) + "]") + "\n";
  write_excerpt(sources, finding.range, place.start.line, redact, style, out);
  write_subjects(told, redact, out);
  for (const RelatedPlace& related : finding.related)
    out += "       " + escape_plain(describe(places(related.range))) + ": " + escape_plain(redact(related.message)) + "\n";
  if (finding.fix && !finding.fix->description.empty()) out += "       fix: " + escape_plain(redact(finding.fix->description)) + "\n";
  if (!finding.monthly_cost.empty()) out += "       " + escape_plain(finding.monthly_cost) + " USD a month\n";
}

std::string counted(std::size_t count, std::string_view thing) {
  return std::to_string(count) + " " + std::string(thing) + (count == 1 ? "" : "s");
}

void list_gaps(std::vector<std::string>& lines, std::string_view title, const std::vector<CoverageGap>& gaps, std::size_t most) {
  if (gaps.empty()) return;
  lines.push_back(std::string(title) + " (" + std::to_string(gaps.size()) + "):");
  for (std::size_t i = 0; i < gaps.size() && i < most; ++i) {
    const CoverageGap& gap = gaps[i];
    lines.push_back("  " + gap.path + (gap.line == 0 ? "" : ":" + std::to_string(gap.line)) + ": " + gap.reason);
  }
  if (gaps.size() > most) lines.push_back("  and " + std::to_string(gaps.size() - most) + " more (the json report lists all)");
}

}  // namespace

std::string comparison_line(const Comparison& comparison) {
  return "since " + comparison.revision + ": " + std::to_string(comparison.added) + " new (shown), " +
         std::to_string(comparison.fixed.size()) + " fixed, " + std::to_string(comparison.unchanged) + " unchanged";
}

std::string summary_line(const Summary& summary) {
  std::string line = counted(summary.failures(), "finding");
  std::string parts;
  for (const Severity severity : {Severity::kCritical, Severity::kHigh, Severity::kMedium, Severity::kLow, Severity::kInfo})
    if (const std::size_t count = summary.fail[static_cast<std::size_t>(severity)]; count != 0)
      parts += (parts.empty() ? "" : ", ") + std::to_string(count) + " " + std::string(name(severity));
  if (!parts.empty()) line += " (" + parts + ")";
  line += ", " + std::to_string(summary.unknown) + " unknown, " + std::to_string(summary.suppressed) + " suppressed";
  if (summary.pass != 0) line += ", " + std::to_string(summary.pass) + " passed";
  return line;
}

std::vector<std::string> coverage_lines(const Report& report, std::size_t most) {
  const Coverage& coverage = report.coverage;
  std::vector<std::string> lines;
  lines.push_back("checked: " + counted(coverage.files_seen, "file") + " seen, " + std::to_string(coverage.files_parsed) + " parsed, " +
                  std::to_string(coverage.failed.size()) + " failed, " + std::to_string(coverage.skipped.size()) + " skipped; " +
                  counted(report.rules.size(), "rule"));
  std::string resources;
  for (const auto& [domain, count] : coverage.resources)
    resources += (resources.empty() ? "" : ", ") + std::to_string(count) + " " + domain;
  lines.push_back("resources: " + (resources.empty() ? "none" : resources) + "; " + counted(coverage.unknown_values, "value") + " unknown");
  std::string changes;
  for (const auto& [action, count] : coverage.planned_changes)
    changes += (changes.empty() ? "" : ", ") + std::to_string(count) + " " + action;
  if (!changes.empty()) lines.push_back("planned: " + changes);
  list_gaps(lines, "failed", coverage.failed, most);
  list_gaps(lines, "limits hit", coverage.limits, most);
  list_gaps(lines, "not evaluated", coverage.gaps, most);
  list_gaps(lines, "skipped", coverage.skipped, most);
  return lines;
}

void write_text(const Report& report, const SourceMap& sources, const ReportOptions& options, std::string& out) {
  const Redactor redact(report, sources);
  const Style style(options.color);
  Places places(sources);
  std::string_view path;
  bool first = true;
  std::size_t hidden = 0;
  for (const Told& told : grouped(report)) {
    if (!options.info && told.finding->severity == Severity::kInfo) {
      ++hidden;
      continue;
    }
    const Place place = places(*told.finding);
    if (first || place.path != path) {
      if (!first) out += "\n";
      out += style.bold(place.path.empty() ? "(the repository)" : escape_plain(place.path)) + "\n";
      path = place.path;
      first = false;
    }
    write_one(told, sources, places, redact, style, out);
  }
  if (!first) out += "\n";
  if (hidden != 0)
    out += style.dim(counted(hidden, "place") + " with findings of severity info " + (hidden == 1 ? "is" : "are") +
                     " not shown; --info shows them") +
           "\n";
  constexpr std::size_t kListed = 10;
  for (const std::string& line : coverage_lines(report, kListed)) out += style.dim(escape_plain(redact(line))) + "\n";
  if (report.comparison) out += style.bold(escape_plain(comparison_line(*report.comparison))) + "\n";
  out += style.bold(summary_line(summarize(report))) + (incomplete(report) ? "; the analysis is incomplete" : "") + "\n";
}

void write_lines(const Report& report, const SourceMap& sources, const ReportOptions&, std::string& out) {
  const Redactor redact(report, sources);
  Places places(sources);
  for (const Finding& finding : report.findings) {
    if (finding.suppression || finding.status == Status::kPass || finding.change == Change::kUnchanged) continue;
    out += escape_plain(describe(places(finding))) + ": " + label(finding) + ": " + escape_plain(redact(finding.message)) + " [" +
           std::string(finding.rule->id) + "]\n";
  }
}

}  // namespace platlint
