// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/report.h"

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

bool incomplete(const Report& report) { return !report.coverage.failed.empty() || !report.coverage.limits.empty(); }

}  // namespace platlint
