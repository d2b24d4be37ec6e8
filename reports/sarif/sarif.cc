// SPDX-License-Identifier: Apache-2.0
//
// What consumers do with SARIF decides what is written: see the comments at each choice. Facts from their documentation as of mid 2026.
#include "reports/sarif/sarif.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "reports/escape.h"
#include "reports/place.h"
#include "reports/rule_text.h"
#include "reports/sarif/taxonomies.h"

namespace platlint {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kBaseId = "%SRCROOT%";
constexpr std::string_view kFingerprint = "platlint/v1";
constexpr std::size_t kMostText = 1000;    // GitHub and GitLab refuse or cut longer ones (1024)
constexpr std::size_t kMostTags = 10;      // both keep ten
constexpr std::size_t kMostRelated = 100;  // GitHub shows a hundred
constexpr std::size_t kMostNotifications = 1000;

std::string_view level(Severity severity) {
  constexpr std::string_view kLevels[] = {"note", "note", "warning", "error", "error"};
  return kLevels[static_cast<std::size_t>(severity)];
}

// Within the bands that GitHub and GitLab cut by: 0.1-3.9 low, 4.0-6.9 medium, 7.0-8.9 high, above 9.0 critical.
constexpr std::string_view kScores[] = {"", "2.0", "5.5", "8.0", "9.5"};
constexpr int kRanks[] = {5, 20, 55, 80, 95};

bool is_secret_rule(const RuleMeta& meta) {
  return meta.id.starts_with("secret-") || std::find(meta.tags.begin(), meta.tags.end(), "secrets") != meta.tags.end();
}

// Rules about money, names and completeness are no security alerts; GitHub takes a security-severity only with the tag "security".
bool is_security(const RuleMeta& meta) {
  static constexpr std::string_view kOther[] = {"cost",  "naming",       "names",        "tags",        "tagging",
                                                "style", "completeness", "suppressions", "correctness", "language"};
  return std::none_of(meta.tags.begin(), meta.tags.end(),
                      [](std::string_view tag) { return std::find(std::begin(kOther), std::end(kOther), tag) != std::end(kOther); });
}

Json tags(const RuleMeta& meta) {
  Json list = Json::array();
  if (is_security(meta)) list.push_back("security");
  if (is_secret_rule(meta)) list.push_back("external/cwe/cwe-798");  // GitLab sorts the finding under secret detection by it
  list.push_back(meta.domain());
  for (const std::string_view tag : meta.tags)
    if (list.size() < kMostTags && std::find(list.begin(), list.end(), Json(tag)) == list.end()) list.push_back(tag);
  return list;
}

// ---- rules

Json rule_json(const ReportedRule& rule, const Taxonomies& taxonomies) {
  const RuleMeta& meta = *rule.meta;
  const std::string introduction = page_introduction(rule.page);
  const std::string body = page_body(rule.page, false);  // the examples carry marks for our tests
  Json json;
  json["id"] = meta.id;
  if (!meta.aliases.empty()) json["deprecatedIds"] = meta.aliases;
  json["shortDescription"] = {{"text", shortened(meta.summary, kMostText)}};
  json["fullDescription"] = {{"text", shortened(introduction.empty() ? std::string(meta.summary) : introduction, kMostText)}};
  json["help"] = {{"text", body.empty() ? std::string(meta.summary) : body},
                  {"markdown", body.empty() ? escape_markdown(meta.summary) : body}};
  json["defaultConfiguration"] = {{"level", level(meta.severity)}, {"rank", kRanks[static_cast<std::size_t>(meta.severity)]}};
  Json properties{{"tags", tags(meta)}, {"precision", name(meta.confidence)}};
  properties["problem.severity"] = meta.severity >= Severity::kHigh     ? "error"
                                   : meta.severity == Severity::kMedium ? "warning"
                                                                        : "recommendation";
  // A string, by GitHub's contract. None for info: the band begins above 0.
  if (meta.severity != Severity::kInfo && is_security(meta))
    properties["security-severity"] = kScores[static_cast<std::size_t>(meta.severity)];
  if (!meta.equivalents.empty()) properties["equivalents"] = meta.equivalents;
  json["properties"] = std::move(properties);
  if (Json relationships = taxonomies.relationships(meta); !relationships.empty()) json["relationships"] = std::move(relationships);
  return json;
}

// ---- results

// In a message "[text](1)" is a link to a related location, so text from a repository must not look like one. Brackets alone are left as
// they are: addresses have them, and not every viewer takes the backslashes off again.
std::string plain_message(std::string_view text) {
  if (text.find("](") == std::string_view::npos) return replace_unprintable(text);
  std::string out;
  for (const char c : replace_unprintable(text)) {
    if (c == '[' || c == ']' || c == '\\') out += '\\';
    out += c;
  }
  return out;
}

class ResultWriter {
 public:
  ResultWriter(const Report& report, const SourceMap& sources) : sources_(sources), redact_(report, sources), places_(sources) {}

  Json physical_location(const SourceRange& range, bool snippet) {
    const Place place = places_(range);
    Json json{{"artifactLocation", {{"uri", uri_path(place.path)}, {"uriBaseId", kBaseId}}}};
    Json region{
        {"startLine", place.start.line}, {"startColumn", place.start.column}, {"endLine", place.end.line}, {"endColumn", place.end.column}};
    if (snippet && !redact_.hides(sources_, range)) {
      const std::string_view text = sources_.slice(range);
      constexpr std::size_t kMost = 300;
      if (!text.empty() && text.size() <= kMost) region["snippet"] = {{"text", redact_(replace_unprintable(text, true))}};
    }
    json["region"] = std::move(region);
    return json;
  }

  Json result(const Finding& finding, std::size_t rule_index) {
    Json json = Json::object();
    json.get_ref<Json::object_t&>().reserve(20);  // members are copied with all they hold when room runs out
    json["ruleId"] = finding.rule->id;
    json["ruleIndex"] = rule_index;
    const bool failed = finding.status == Status::kFail;
    json["kind"] = failed ? "fail" : finding.status == Status::kUnknown ? "open" : "pass";
    json["level"] = failed ? level(finding.severity) : "none";
    if (failed) json["rank"] = kRanks[static_cast<std::size_t>(finding.severity)];
    json["message"] = {{"text", message(finding)}};
    json["locations"] = Json::array({location(finding)});
    if (Json related = related_locations(finding); !related.empty()) json["relatedLocations"] = std::move(related);
    // The first value of `fingerprints` is DefectDojo's identity, and must not repeat within a report.
    json["fingerprints"] = {{std::string(kFingerprint), finding.fingerprint}};
    json["partialFingerprints"] = {{std::string(kFingerprint), finding.fingerprint}};
    // The line hash can be turned back into a short line, so a line with a secret gets none; the upload adds its own.
    if (const std::string hash = line_hash(finding); !hash.empty()) json["partialFingerprints"]["primaryLocationLineHash"] = hash;
    if (finding.change != Change::kNotCompared) json["baselineState"] = finding.change == Change::kNew ? "new" : "unchanged";
    json["suppressions"] = suppressions(finding);
    if (Json fix = fixes(finding); !fix.empty()) json["fixes"] = std::move(fix);
    Json properties{{"severity", name(finding.severity)}};
    if (failed && finding.severity != Severity::kInfo)
      properties["security-severity"] = kScores[static_cast<std::size_t>(finding.severity)];
    if (finding.subject && !finding.subject->variable_sets.empty()) properties["variableSets"] = finding.subject->variable_sets;
    if (!finding.monthly_cost.empty()) properties["monthlyCost"] = finding.monthly_cost;
    json["properties"] = std::move(properties);
    return json;
  }

  const Redactor& redact() const { return redact_; }

 private:
  std::string message(const Finding& finding) {
    // GitHub's headline is the first sentence; addresses go behind it.
    std::string text = shortened(plain_message(redact_(finding.message)), kMostText / 2);
    if (finding.subject && !finding.subject->address.empty())
      text += " (" + shortened(plain_message(redact_(finding.subject->address)), 200) + ")";
    for (std::size_t i = 0; i < finding.related.size() && i < kMostRelated; ++i) {
      const std::string link =
          "\n[" + shortened(plain_message(redact_(finding.related[i].message)), 100) + "](" + std::to_string(i + 1) + ")";
      if (text.size() + link.size() > kMostText) break;
      text += link;
    }
    return text;
  }

  Json location(const Finding& finding) {
    Json json;
    if (finding.range.valid() && finding.range.file < sources_.size()) {
      json["physicalLocation"] = physical_location(finding.range, true);
    } else {
      // GitHub and GitLab refuse a result without a file.
      const std::string_view path = places_(finding).path;
      json["physicalLocation"] = {{"artifactLocation", {{"uri", path.empty() ? std::string(".") : uri_path(path)}, {"uriBaseId", kBaseId}}},
                                  {"region", {{"startLine", 1}}}};
    }
    if (finding.subject) {
      const Subject& subject = *finding.subject;
      json["logicalLocations"] =
          Json::array({{{"name", redact_(subject.name)}, {"fullyQualifiedName", redact_(subject.address)}, {"kind", "resource"}}});
    }
    return json;
  }

  Json related_locations(const Finding& finding) {
    Json list = Json::array();
    for (std::size_t i = 0; i < finding.related.size() && i < kMostRelated; ++i) {
      const RelatedPlace& related = finding.related[i];
      if (!related.range.valid() || related.range.file >= sources_.size()) continue;
      list.push_back({{"id", i + 1},
                      {"physicalLocation", physical_location(related.range, false)},
                      {"message", {{"text", shortened(plain_message(redact_(related.message)), kMostText)}}}});
    }
    return list;
  }

  std::string line_hash(const Finding& finding) {
    if (!finding.range.valid() || finding.range.file >= sources_.size()) return {};
    const SourceFile& file = sources_[finding.range.file];
    const std::uint32_t line = places_(finding.range).start.line;
    if (finding.secret || redact_.hides_line(finding.range.file, line)) return {};
    const auto [at, added] = hashes_.try_emplace(finding.range.file);
    if (added) at->second = line_hashes(file.text());
    return line <= at->second.size() ? at->second[line - 1] : std::string();
  }

  Json suppressions(const Finding& finding) {
    Json list = Json::array();  // an empty list says "not suppressed"; a missing one says nothing
    if (!finding.suppression) return list;
    const Suppression& by = *finding.suppression;
    const bool external = by.kind == "config" || by.kind == "baseline";
    Json json{{"kind", external ? "external" : "inSource"}, {"status", "accepted"}};
    json["justification"] = by.reason.empty() ? "ignored by a comment for " + by.kind : redact_(by.reason);
    if (by.where.valid() && by.where.file < sources_.size()) json["location"] = {{"physicalLocation", physical_location(by.where, false)}};
    json["properties"] = {{"source", by.kind}};
    if (!by.until.empty()) json["properties"]["until"] = by.until;
    if (!by.owner.empty()) json["properties"]["owner"] = redact_(by.owner);
    list.push_back(std::move(json));
    return list;
  }

  Json fixes(const Finding& finding) {
    Json list = Json::array();
    // Viewers apply what stands here at a click, so a fix that is only to be shown is left out.
    if (!finding.fix || finding.fix->applicability == Applicability::kDisplay || finding.fix->edits.empty()) return list;
    std::map<FileId, Json> changes;
    for (const Edit& edit : finding.fix->edits) {
      if (!edit.range.valid() || edit.range.file >= sources_.size()) return list;
      Json& change = changes[edit.range.file];
      Json physical = physical_location(edit.range, false);
      if (change.is_null()) change = {{"artifactLocation", physical["artifactLocation"]}, {"replacements", Json::array()}};
      change["replacements"].push_back({{"deletedRegion", physical["region"]}, {"insertedContent", {{"text", redact_(edit.text)}}}});
    }
    Json artifact_changes = Json::array();
    for (auto& [file, change] : changes) artifact_changes.push_back(std::move(change));
    const std::string description = finding.fix->description.empty() ? "Apply the fix" : redact_(finding.fix->description);
    list.push_back({{"description", {{"text", shortened(description, kMostText)}}}, {"artifactChanges", std::move(artifact_changes)}});
    return list;
  }

  const SourceMap& sources_;
  Redactor redact_;
  Places places_;
  std::map<FileId, std::vector<std::string>> hashes_;
};

// ---- the run

Json notification(std::string_view id, std::string_view level_name, const std::string& text, std::string_view path, std::uint32_t line) {
  Json json{{"descriptor", {{"id", id}}}, {"level", level_name}, {"message", {{"text", shortened(replace_unprintable(text), kMostText)}}}};
  if (!path.empty()) {
    Json physical{{"artifactLocation", {{"uri", uri_path(path)}, {"uriBaseId", kBaseId}}}};
    if (line != 0) physical["region"] = {{"startLine", line}};
    json["locations"] = Json::array({{{"physicalLocation", std::move(physical)}}});
  }
  return json;
}

Json execution_notifications(const Report& report, const Redactor& redact, std::size_t withheld) {
  Json list = Json::array();
  std::size_t left_out = 0;
  const auto add = [&](std::string_view id, std::string_view level_name, const std::vector<CoverageGap>& gaps) {
    for (const CoverageGap& gap : gaps) {
      if (list.size() < kMostNotifications) list.push_back(notification(id, level_name, redact(gap.reason), gap.path, gap.line));
      else ++left_out;
    }
  };
  if (withheld != 0)
    list.push_back(notification("results-withheld", "warning",
                                std::to_string(withheld) + " results are left out: a run may have " + std::to_string(kMostSarifResults) +
                                    ", and the most severe are kept",
                                {}, 0));
  add("file-failed", "error", report.coverage.failed);
  add("limit-reached", "error", report.coverage.limits);
  add("not-evaluated", "warning", report.coverage.gaps);
  add("file-skipped", "note", report.coverage.skipped);
  if (left_out != 0)
    list.push_back(notification("notifications-withheld", "warning",
                                std::to_string(left_out) + " notifications are left out; the json report has them all", {}, 0));
  return list;
}

Json notification_descriptors() {
  constexpr std::pair<std::string_view, std::string_view> kKinds[] = {
      {"file-failed", "A file could not be read or parsed"},     {"file-skipped", "A file or folder was left out on purpose"},
      {"limit-reached", "A limit of the analysis was hit"},      {"not-evaluated", "A part of the input could not be evaluated"},
      {"notifications-withheld", "Notifications were left out"}, {"results-withheld", "Results were left out"},
  };
  Json list = Json::array();
  for (const auto& [id, text] : kKinds) list.push_back({{"id", id}, {"shortDescription", {{"text", text}}}});
  return list;
}

// What goes into the file, in the report's order; when there is too much, the most severe first and suppressed ones last.
std::vector<const Finding*> chosen(const Report& report, const ReportOptions& options, std::size_t& withheld) {
  std::vector<const Finding*> list;
  for (const Finding& finding : report.findings)
    if (options.evidence || finding.status == Status::kFail) list.push_back(&finding);
  withheld = 0;
  if (list.size() <= kMostSarifResults) return list;
  const auto weight = [](const Finding& finding) {
    return finding.suppression ? -2 : finding.status != Status::kFail ? -1 : static_cast<int>(finding.severity);
  };
  std::stable_sort(list.begin(), list.end(), [&](const Finding* a, const Finding* b) { return weight(*a) > weight(*b); });
  withheld = list.size() - kMostSarifResults;
  list.resize(kMostSarifResults);
  return list;
}

}  // namespace

void write_sarif(const Report& report, const SourceMap& sources, const ReportOptions& options, std::string& out) {
  const std::vector<ReportedRule> rules = reported_rules(report);
  const Taxonomies taxonomies(rules);
  ResultWriter writer(report, sources);
  std::map<std::string_view, std::size_t> index;
  Json rules_json = Json::array();
  for (const ReportedRule& rule : rules) {
    index[rule.meta->id] = rules_json.size();
    rules_json.push_back(rule_json(rule, taxonomies));
  }
  std::size_t withheld = 0;
  Json results = Json::array();
  for (const Finding* finding : chosen(report, options, withheld)) results.push_back(writer.result(*finding, index.at(finding->rule->id)));

  Json driver{{"name", "platlint"}, {"semanticVersion", report.version}, {"version", report.version}};
  driver["rules"] = std::move(rules_json);
  driver["notifications"] = notification_descriptors();
  if (Json references = taxonomies.references(); !references.empty()) driver["supportedTaxonomies"] = std::move(references);

  Json run;
  run["tool"] = {{"driver", std::move(driver)}};
  run["automationDetails"] = {{"id", "platlint/"}};  // a change would orphan every alert that GitHub knows
  run["columnKind"] = "unicodeCodePoints";
  run["originalUriBaseIds"] = {{std::string(kBaseId), {{"description", {{"text", "The root of the scanned repository"}}}}}};
  run["invocations"] = Json::array({{{"executionSuccessful", true},
                                     {"toolExecutionNotifications", execution_notifications(report, writer.redact(), withheld)},
                                     {"toolConfigurationNotifications", Json::array()}}});
  if (Json list = taxonomies.list(); !list.empty()) run["taxonomies"] = std::move(list);
  if (!options.repository_uri.empty()) {
    Json provenance{{"repositoryUri", options.repository_uri}, {"mappedTo", {{"uriBaseId", kBaseId}}}};
    if (!options.revision.empty()) provenance["revisionId"] = options.revision;
    if (!options.branch.empty()) provenance["branch"] = options.branch;
    run["versionControlProvenance"] = Json::array({std::move(provenance)});
  }
  run["results"] = std::move(results);
  run["properties"] = {{"incomplete", incomplete(report)}};

  const Json log{
      {"$schema", "https://json.schemastore.org/sarif-2.1.0.json"}, {"version", "2.1.0"}, {"runs", Json::array({std::move(run)})}};
  out += escape_json_output(log.dump(1, ' ', false, Json::error_handler_t::replace));
  out += '\n';
}

}  // namespace platlint
