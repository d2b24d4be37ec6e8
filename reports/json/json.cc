// SPDX-License-Identifier: Apache-2.0
#include "reports/json/json.h"

#include <nlohmann/json.hpp>
#include <utility>

#include "reports/escape.h"
#include "reports/json/json_text.h"
#include "reports/place.h"

namespace platlint {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kIndent = 1;

void point(JsonText& json, std::string_view key, const Position& at, std::uint32_t byte) {
  json.key(key);
  json.begin_object();
  json.key("line");
  json.number(at.line);
  json.key("column");
  json.number(at.column);
  json.key("byte");
  json.number(byte);
  json.end_object();
}

void location(JsonText& json, const Place& place) {
  json.key("location");
  json.begin_object();
  json.key("path");
  json.text(place.path);
  point(json, "start", place.start, place.start_byte);
  point(json, "end", place.end, place.end_byte);
  json.end_object();
}

void text(JsonText& json, std::string_view key, std::string_view value) {
  json.key(key);
  json.text(value);
}

void text_or_null(JsonText& json, std::string_view key, std::string_view value) {
  json.key(key);
  if (value.empty()) json.null();
  else json.text(value);
}

void resource(JsonText& json, const Finding& finding, const Redactor& redact) {
  json.key("resource");
  if (!finding.subject) return json.null();
  const Subject& subject = *finding.subject;
  json.begin_object();
  text(json, "domain", subject.domain);
  text(json, "kind", subject.kind);
  text(json, "name", redact(subject.name));
  text(json, "address", redact(subject.address));
  text(json, "root", subject.root);
  if (!subject.variable_sets.empty()) {
    json.key("variable_sets");
    json.texts(subject.variable_sets);
  }
  json.end_object();
}

void related(JsonText& json, const Finding& finding, Places& places, const Redactor& redact) {
  json.key("related");
  json.begin_array();
  for (const RelatedPlace& place : finding.related) {
    json.begin_object();
    text(json, "message", redact(place.message));
    location(json, places(place.range));
    json.end_object();
  }
  json.end_array();
}

void suppression(JsonText& json, const Finding& finding, Places& places, const Redactor& redact) {
  json.key("suppression");
  if (!finding.suppression) return json.null();
  const Suppression& by = *finding.suppression;
  json.begin_object();
  text(json, "kind", by.kind);
  text(json, "reason", redact(by.reason));
  text_or_null(json, "until", by.until);
  text_or_null(json, "owner", redact(by.owner));
  if (by.where.valid()) {
    location(json, places(by.where));
  } else {
    json.key("location");
    json.null();
  }
  json.end_object();
}

void fix(JsonText& json, const Finding& finding, Places& places, const Redactor& redact) {
  json.key("fix");
  if (!finding.fix) return json.null();
  constexpr std::string_view kNames[] = {"safe", "unsafe", "display"};
  json.begin_object();
  text(json, "description", redact(finding.fix->description));
  text(json, "applicability", kNames[static_cast<std::size_t>(finding.fix->applicability)]);
  json.key("edits");
  json.begin_array();
  for (const Edit& edit : finding.fix->edits) {
    json.begin_object();
    location(json, places(edit.range));
    text(json, "text", redact(edit.text));
    json.end_object();
  }
  json.end_array();
  json.end_object();
}

void one(JsonText& json, const Finding& finding, Places& places, const Redactor& redact) {
  const RuleMeta& rule = *finding.rule;
  json.begin_object();
  text(json, "rule", rule.id);
  text(json, "severity", name(finding.severity));
  text(json, "confidence", name(rule.confidence));
  text(json, "status", name(finding.status));
  text(json, "message", redact(finding.message));
  resource(json, finding, redact);
  location(json, places(finding));
  related(json, finding, places, redact);
  text(json, "fingerprint", finding.fingerprint);
  json.key("tags");
  json.texts(rule.tags);
  json.key("equivalents");
  json.texts(rule.equivalents);
  json.key("controls");
  json.texts(rule.controls);
  suppression(json, finding, places, redact);
  fix(json, finding, places, redact);
  if (finding.change != Change::kNotCompared) text(json, "baseline_state", finding.change == Change::kNew ? "new" : "unchanged");
  if (!finding.attribute.empty()) text(json, "attribute", redact(finding.attribute));
  if (!finding.monthly_cost.empty()) text(json, "monthly_cost", finding.monthly_cost);
  json.end_object();
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
    JsonText written(out, 2);
    one(written, finding, places, redact);
  }
  if (!first) out += "\n ";
  out += escape_json_output(std::string_view(frame).substr(held));
  out += '\n';
}

}  // namespace platlint
