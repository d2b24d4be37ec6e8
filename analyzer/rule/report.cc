// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/report.h"

#include <algorithm>

namespace platlint {

Summary summarize(const Report& report) {
  Summary summary;
  for (const Finding& finding : report.findings) {
    if (finding.suppression) ++summary.suppressed;
    else if (finding.status == Status::kFail) ++summary.fail[static_cast<std::size_t>(finding.severity)];
    else if (finding.status == Status::kUnknown) ++summary.unknown;
    else ++summary.pass;
  }
  return summary;
}

bool about_completeness(const RuleMeta& rule) { return std::find(rule.tags.begin(), rule.tags.end(), kCompletenessTag) != rule.tags.end(); }

bool fails(const Report& report, Severity least) {
  return std::any_of(report.findings.begin(), report.findings.end(), [&](const Finding& finding) {
    return !finding.suppression && finding.status == Status::kFail && finding.severity >= least && finding.change != Change::kUnchanged &&
           !about_completeness(*finding.rule);
  });
}

bool incomplete(const Report& report) { return !report.coverage.failed.empty() || !report.coverage.limits.empty(); }

}  // namespace platlint
