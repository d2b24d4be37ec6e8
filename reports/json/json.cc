// SPDX-License-Identifier: Apache-2.0
#include "reports/json/json.h"

#include <nlohmann/json.hpp>
#include <utility>

#include "reports/escape.h"
#include "reports/place.h"

namespace platlint {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kIndent = 1;

Json location(const Place& place) {
  const auto point = [](const Position& at, std::uint32_t byte) { return Json{{"line", at.line}, {"column", at.column}, {"byte", byte}}; };
  return {{"path", place.path}, {"start", point(place.start, place.start_byte)}, {"end", point(place.end, place.end_byte)}};
}

Json resource(const Finding& finding, const Redactor& redact) {
  if (!finding.subject) return nullptr;
  const Subject& subject = *finding.subject;
  Json json{{"domain", subject.domain},
            {"kind", subject.kind},
            {"name", redact(subject.name)},
            {"address", redact(subject.address)},
            {"root", subject.root}};
  if (!subject.variable_sets.empty()) json["variable_sets"] = subject.variable_sets;
  return json;
}

Json suppression(const Finding& finding, Places& places, const Redactor& redact) {
  if (!finding.suppression) return nullptr;
  const Suppression& by = *finding.suppression;
  Json json{{"kind", by.kind}, {"reason", redact(by.reason)}};
  json["until"] = by.until.empty() ? Json(nullptr) : Json(by.until);
  json["owner"] = by.owner.empty() ? Json(nullptr) : Json(redact(by.owner));
  json["location"] = by.where.valid() ? location(places(by.where)) : Json(nullptr);
  return json;
}

Json fix(const Finding& finding, Places& places, const Redactor& redact) {
  if (!finding.fix) return nullptr;
  constexpr std::string_view kNames[] = {"safe", "unsafe", "display"};
  Json edits = Json::array();
  for (const Edit& edit : finding.fix->edits) edits.push_back({{"location", location(places(edit.range))}, {"text", redact(edit.text)}});
  return {{"description", redact(finding.fix->description)},
          {"applicability", kNames[static_cast<std::size_t>(finding.fix->applicability)]},
          {"edits", std::move(edits)}};
}

Json one(const Finding& finding, Places& places, const Redactor& redact) {
  const RuleMeta& rule = *finding.rule;
  Json json = Json::object();
  json.get_ref<Json::object_t&>().reserve(20);  // members are copied with all they hold when room runs out
  json["rule"] = rule.id;
  json["severity"] = name(finding.severity);
  json["confidence"] = name(rule.confidence);
  json["status"] = name(finding.status);
  json["message"] = redact(finding.message);
  json["resource"] = resource(finding, redact);
  json["location"] = location(places(finding));
  json["related"] = Json::array();
  for (const RelatedPlace& related : finding.related)
    json["related"].push_back({{"message", redact(related.message)}, {"location", location(places(related.range))}});
  json["fingerprint"] = finding.fingerprint;
  json["tags"] = rule.tags;
  json["equivalents"] = rule.equivalents;
  json["controls"] = rule.controls;
  json["suppression"] = suppression(finding, places, redact);
  json["fix"] = fix(finding, places, redact);
  if (finding.change != Change::kNotCompared) json["baseline_state"] = finding.change == Change::kNew ? "new" : "unchanged";
  if (!finding.attribute.empty()) json["attribute"] = redact(finding.attribute);
  if (!finding.monthly_cost.empty()) json["monthly_cost"] = finding.monthly_cost;
  return json;
}

Json gaps(const std::vector<CoverageGap>& list) {
  Json json = Json::array();
  for (const CoverageGap& gap : list) json.push_back({{"path", gap.path}, {"reason", gap.reason}});
  return json;
}

Json places_of(const std::vector<CoverageGap>& list, const Redactor& redact) {
  Json json = Json::array();
  for (const CoverageGap& gap : list)
    json.push_back({{"path", gap.path}, {"line", gap.line == 0 ? 1 : gap.line}, {"message", redact(gap.reason)}});
  return json;
}

Json comparison(const Comparison& from, const Redactor& redact) {
  Json fixed = Json::array();
  for (const FixedFinding& finding : from.fixed)
    fixed.push_back({{"rule", finding.rule->id},
                     {"severity", name(finding.severity)},
                     {"message", redact(finding.message)},
                     {"address", redact(finding.address)},
                     {"path", finding.path},
                     {"line", finding.line},
                     {"fingerprint", finding.fingerprint}});
  return {{"revision", from.revision},
          {"commit", from.commit},
          {"new", from.added},
          {"unchanged", from.unchanged},
          {"fixed", std::move(fixed)}};
}

Json coverage(const Report& report, const Redactor& redact) {
  const Coverage& from = report.coverage;
  Json resources{{"terraform", 0}, {"kubernetes", 0}, {"github", 0}, {"gitlab", 0}};
  for (const auto& [domain, count] : from.resources) resources[domain] = count;
  Json json;
  json["files"] = {{"seen", from.files_seen},
                   {"parsed", from.files_parsed},
                   {"failed", places_of(from.failed, redact)},
                   {"skipped", gaps(from.skipped)}};
  json["resources"] = std::move(resources);
  json["rules"] = report.rules.size();
  json["unknown_values"] = from.unknown_values;
  json["gaps"] = gaps(from.gaps);
  if (!from.planned_changes.empty()) json["planned_changes"] = from.planned_changes;
  json["limits"] = places_of(from.limits, redact);
  return json;
}

}  // namespace

std::string_view name(Status status) {
  constexpr std::string_view kNames[] = {"fail", "unknown", "pass"};
  return kNames[static_cast<std::size_t>(status)];
}

void write_json(const Report& report, const SourceMap& sources, const ReportOptions&, std::string& out) {
  const Redactor redact(report, sources);
  Places places(sources);
  Json json;
  json["schema"] = "platlint/report/v1";
  json["tool"] = {{"name", "platlint"}, {"version", report.version}};
  json["coverage"] = coverage(report, redact);
  json["findings"] = Json::array();  // written below
  if (report.comparison) json["comparison"] = comparison(*report.comparison, redact);
  const Summary summary = summarize(report);
  Json fail;
  for (const Severity severity : {Severity::kCritical, Severity::kHigh, Severity::kMedium, Severity::kLow, Severity::kInfo})
    fail[std::string(name(severity))] = summary.fail[static_cast<std::size_t>(severity)];
  json["summary"] = {{"fail", std::move(fail)}, {"unknown", summary.unknown}, {"suppressed", summary.suppressed}};
  // Findings may be many: each is written and forgotten, in the place that is held for them.
  const std::string frame = json.dump(kIndent, ' ', false, Json::error_handler_t::replace);
  constexpr std::string_view kHeld = "\n \"findings\": [";
  const std::size_t held = frame.find(kHeld) + kHeld.size();
  out += escape_json_output(std::string_view(frame).substr(0, held));
  bool first = true;
  for (const Finding& finding : report.findings) {
    out += std::exchange(first, false) ? "\n  " : ",\n  ";
    for (const char c : escape_json_output(one(finding, places, redact).dump(kIndent, ' ', false, Json::error_handler_t::replace))) {
      out += c;
      if (c == '\n') out += "  ";  // a line break within a text is written as \n
    }
  }
  if (!first) out += "\n ";
  out += escape_json_output(std::string_view(frame).substr(held));
  out += '\n';
}

}  // namespace platlint
