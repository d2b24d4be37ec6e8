// SPDX-License-Identifier: Apache-2.0
#include "analyzer/engine/gate.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "reports/escape.h"

namespace platlint {
namespace {

using Json = nlohmann::json;

// The member, or null when there is none; a report from elsewhere may lack anything.
const Json& member(const Json& json, const char* name) {
  static const Json kNull;
  if (!json.is_object()) return kNull;
  const auto at = json.find(name);
  return at == json.end() ? kNull : *at;
}

std::string text(const Json& json) { return json.is_string() ? json.get<std::string>() : std::string(); }

std::string place(const Json& finding) {
  const Json& location = member(finding, "location");
  const Json& start = member(location, "start");
  const Json& line = member(start, "line");
  const Json& column = member(start, "column");
  return text(member(location, "path")) + ":" + (line.is_number_integer() ? std::to_string(line.get<std::int64_t>()) : "1") + ":" +
         (column.is_number_integer() ? std::to_string(column.get<std::int64_t>()) : "1");
}

// The scan's rule for the exit code (report.h), read off the tags.
bool about_completeness(const Json& finding) {
  const Json& tags = member(finding, "tags");
  return tags.is_array() && std::find(tags.begin(), tags.end(), kCompletenessTag) != tags.end();
}

}  // namespace

Result<GateVerdict> gate(std::string_view report, const GateOptions& options) {
  const auto threshold = parse_severity(options.fail_on);
  if (!threshold && options.fail_on != "never")
    return fail("--fail-on: \"" + options.fail_on + "\" is not a severity (info, low, medium, high, critical) or never");
  if (options.new_only && options.baselines.empty()) return fail("--new-only needs a baseline (--baseline FILE)");
  const Json tree = Json::parse(report, nullptr, false);
  if (tree.is_discarded() || text(member(tree, "schema")) != "platlint/report/v1")
    return fail("not a JSON report of platlint (schema platlint/report/v1)");
  const Json& findings = member(tree, "findings");
  if (!findings.is_array()) return fail("the report has no list of findings");

  GateVerdict verdict;
  std::size_t unknown = 0;
  std::size_t old = 0;
  for (const Json& finding : findings) {
    const std::string status = text(member(finding, "status"));
    const auto severity = parse_severity(text(member(finding, "severity")));
    if (!finding.is_object() || !severity || (status != "fail" && status != "unknown" && status != "pass"))
      return fail("the report has a finding without status or severity");
    if (status == "pass" || !member(finding, "suppression").is_null()) continue;
    const std::string fingerprint = text(member(finding, "fingerprint"));
    if (options.new_only && std::any_of(options.baselines.begin(), options.baselines.end(),
                                        [&](const Baseline& b) { return b.fingerprints.contains(fingerprint); })) {
      ++old;
      continue;
    }
    if (status == "unknown") {
      ++unknown;
      continue;
    }
    if (!threshold || *severity < *threshold || about_completeness(finding)) continue;
    ++verdict.counted;
    verdict.lines.push_back(escape_plain(place(finding) + ": " + text(member(finding, "severity")) + ": " +
                                         text(member(finding, "message")) + " [" + text(member(finding, "rule")) + "]"));
  }

  const Json& coverage = member(tree, "coverage");
  const Json& failed = member(member(coverage, "files"), "failed");
  const Json& limits = member(coverage, "limits");
  const std::size_t broken = (failed.is_array() ? failed.size() : 0) + (limits.is_array() ? limits.size() : 0);
  const bool incomplete = broken != 0 || (options.fail_on_unknown && unknown != 0);
  if (broken != 0) verdict.lines.push_back("the analysis is incomplete: " + std::to_string(broken) + " files failed or limits hit");
  if (options.fail_on_unknown && unknown != 0)
    verdict.lines.push_back("the analysis is incomplete: " + std::to_string(unknown) + " results are unknown");
  verdict.exit_code = verdict.counted != 0 ? 1 : incomplete ? 3 : 0;
  verdict.lines.push_back(std::to_string(verdict.counted) + " findings at or above " + options.fail_on +
                          (options.new_only ? ", " + std::to_string(old) + " known from the baseline" : "") + ": " +
                          (verdict.exit_code == 0 ? "passed" : "failed"));
  return verdict;
}

}  // namespace platlint
