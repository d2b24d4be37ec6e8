// SPDX-License-Identifier: Apache-2.0
#include "analyzer/engine/comparison.h"

#include <set>
#include <string>
#include <utility>

#include "reports/escape.h"
#include "reports/place.h"

namespace platlint {

void compare_with(Report& now, const Run& before, std::string revision, std::string commit) {
  Comparison comparison{.revision = std::move(revision), .commit = std::move(commit)};
  std::set<std::pair<Status, std::string_view>> old;
  for (const Finding& finding : before.report.findings)
    if (!finding.suppression) old.emplace(finding.status, finding.fingerprint);
  std::set<std::string_view> left;  // a failure that is suppressed or unknown now is not fixed
  for (Finding& finding : now.findings) {
    finding.change = old.contains({finding.status, finding.fingerprint}) ? Change::kUnchanged : Change::kNew;
    if (finding.status != Status::kPass) left.insert(finding.fingerprint);
    if (finding.status == Status::kFail && !finding.suppression)
      ++(finding.change == Change::kNew ? comparison.added : comparison.unchanged);
  }
  const SourceMap& sources = before.program.sources();
  const Redactor redact(before.report, sources);  // the secrets of then are not those of now
  for (const Finding& finding : before.report.findings) {
    if (finding.status != Status::kFail || finding.suppression || left.contains(finding.fingerprint)) continue;
    FixedFinding fixed{.rule = finding.rule, .severity = finding.severity, .fingerprint = finding.fingerprint};
    if (!finding.secret) fixed.message = redact(finding.message);
    if (finding.subject) fixed.address = redact(finding.subject->address);
    if (finding.range.valid()) {
      const SourceFile& file = sources[finding.range.file];
      fixed.path = file.path();
      fixed.line = file.position(finding.range.begin).line;
    }
    comparison.fixed.push_back(std::move(fixed));
  }
  now.comparison = std::move(comparison);
}

}  // namespace platlint
