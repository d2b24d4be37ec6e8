// SPDX-License-Identifier: Apache-2.0
//
// Readers differ: GitLab shows the body of a failure and keeps only the first case of a class and name, so every name is made unique;
// GitHub's reporters look for file and line on the case or on the failure, so they stand on both; Jenkins splits the class name at its
// last dot and wants message and type.
#include "reports/junit/junit.h"

#include <map>
#include <set>

#include "reports/escape.h"
#include "reports/place.h"
#include "reports/rule_text.h"

namespace platlint {
namespace {

std::string attribute(std::string_view name, std::string_view value) { return " " + std::string(name) + "=\"" + escape_xml(value) + "\""; }

struct Counts {
  std::size_t tests = 0;
  std::size_t failures = 0;
  std::size_t errors = 0;
  std::size_t skipped = 0;
};

std::string counts_text(const Counts& counts) {
  return attribute("tests", std::to_string(counts.tests)) + attribute("failures", std::to_string(counts.failures)) +
         attribute("errors", std::to_string(counts.errors)) + attribute("skipped", std::to_string(counts.skipped)) + attribute("time", "0");
}

std::string unique_name(const Finding& finding, const Place& place, const Redactor& redact, std::set<std::string>& taken) {
  std::string name = finding.subject ? redact(finding.subject->address) + " (" + std::string(place.path) + ")"
                                     : std::string(place.path) + ":" + std::to_string(place.start.line);
  if (finding.subject && !finding.attribute.empty()) name += " " + redact(finding.attribute);
  std::string candidate = name;
  for (std::size_t i = 2; !taken.insert(candidate).second; ++i) candidate = name + " #" + std::to_string(i);
  return candidate;
}

void write_case(const Finding& finding, const std::string& name, const Place& place, Places& places, const Redactor& redact,
                std::string_view page, Counts& counts, std::string& out) {
  const std::string where = attribute("file", place.path) + attribute("line", std::to_string(place.start.line));
  out += "    <testcase" + attribute("classname", "platlint." + std::string(finding.rule->id)) + attribute("name", name) + where +
         attribute("time", "0");
  ++counts.tests;
  if (finding.status == Status::kPass) {
    out += "/>\n";
    return;
  }
  out += ">\n";
  if (finding.suppression) {
    ++counts.skipped;
    const Suppression& by = *finding.suppression;
    out +=
        "      <skipped" + attribute("message", "ignored (" + by.kind + ")" + (by.reason.empty() ? "" : ": " + redact(by.reason))) + "/>\n";
  } else {
    const bool failed = finding.status == Status::kFail;
    ++(failed ? counts.failures : counts.errors);
    const std::string_view tag = failed ? "failure" : "error";
    std::string body = describe(place) + ": " + redact(finding.message) + "\n";
    for (const RelatedPlace& related : finding.related) body += describe(places(related.range)) + ": " + redact(related.message) + "\n";
    if (const std::string fix = finding.fix && !finding.fix->description.empty() ? redact(finding.fix->description) : how_to_fix(page);
        !fix.empty())
      body += "How to fix: " + fix + "\n";
    body += "platlint explain " + std::string(finding.rule->id) + "\n";
    out += "      <" + std::string(tag) + attribute("message", redact(finding.message)) +
           attribute("type", failed ? std::string(platlint::name(finding.severity)) : "unknown") + where + ">" + escape_xml(body, true) +
           "</" + std::string(tag) + ">\n";
  }
  out += "    </testcase>\n";
}

}  // namespace

void write_junit(const Report& report, const SourceMap& sources, const ReportOptions&, std::string& out) {
  const Redactor redact(report, sources);
  Places places(sources);
  std::map<std::string_view, std::vector<const Finding*>> by_rule;
  for (const Finding& finding : report.findings) by_rule[finding.rule->id].push_back(&finding);

  Counts total;
  std::string suites;
  for (const ReportedRule& rule : reported_rules(report)) {
    Counts counts;
    std::string cases;
    std::set<std::string> taken;
    for (const Finding* finding : by_rule[rule.meta->id]) {
      const Place place = places(*finding);
      write_case(*finding, unique_name(*finding, place, redact, taken), place, places, redact, rule.page, counts, cases);
    }
    if (counts.tests == 0) {
      ++counts.tests;
      cases += "    <testcase" + attribute("classname", "platlint." + std::string(rule.meta->id)) + attribute("name", "no findings") +
               attribute("time", "0") + "/>\n";
    }
    suites += "  <testsuite" + attribute("name", rule.meta->id) + counts_text(counts) + ">\n" + cases + "  </testsuite>\n";
    total.tests += counts.tests;
    total.failures += counts.failures;
    total.errors += counts.errors;
    total.skipped += counts.skipped;
  }
  // What could not be read is an error of its own: a report without it would look complete.
  if (!report.coverage.failed.empty() || !report.coverage.limits.empty()) {
    Counts counts;
    std::string cases;
    std::set<std::string> taken;
    for (const auto* list : {&report.coverage.failed, &report.coverage.limits})
      for (const CoverageGap& gap : *list) {
        std::string name = gap.path;
        for (std::size_t i = 2; !taken.insert(name).second; ++i) name = gap.path + " #" + std::to_string(i);
        const std::string where = attribute("file", gap.path) + attribute("line", std::to_string(gap.line == 0 ? 1 : gap.line));
        cases += "    <testcase" + attribute("classname", "platlint.coverage") + attribute("name", name) + where + attribute("time", "0") +
                 ">\n      <error" + attribute("message", redact(gap.reason)) + attribute("type", "incomplete") + where + ">" +
                 escape_xml(redact(gap.reason), true) + "</error>\n    </testcase>\n";
        ++counts.tests;
        ++counts.errors;
      }
    suites += "  <testsuite" + attribute("name", "coverage") + counts_text(counts) + ">\n" + cases + "  </testsuite>\n";
    total.tests += counts.tests;
    total.errors += counts.errors;
  }
  out += "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites" + attribute("name", "platlint") + counts_text(total) + ">\n" + suites +
         "</testsuites>\n";
}

}  // namespace platlint
