// SPDX-License-Identifier: Apache-2.0
#include "reports/csv/csv.h"

#include "reports/escape.h"
#include "reports/json/json.h"
#include "reports/place.h"

namespace platlint {

void write_csv(const Report& report, const SourceMap& sources, const ReportOptions&, std::string& out) {
  const Redactor redact(report, sources);
  Places places(sources);
  out += "status,severity,rule,path,line,column,address,message,suppressed_by,reason,fingerprint\r\n";
  for (const Finding& finding : report.findings) {
    const Place place = places(finding);
    const std::string cells[] = {
        std::string(name(finding.status)),
        std::string(name(finding.severity)),
        std::string(finding.rule->id),
        std::string(place.path),
        std::to_string(place.start.line),
        std::to_string(place.start.column),
        finding.subject ? redact(finding.subject->address) : std::string(),
        redact(finding.message),
        finding.suppression ? finding.suppression->kind : std::string(),
        finding.suppression ? redact(finding.suppression->reason) : std::string(),
        finding.fingerprint,
    };
    bool first = true;
    for (const std::string& cell : cells) {
      out += (first ? "" : ",") + escape_csv(cell);
      first = false;
    }
    out += "\r\n";
  }
}

}  // namespace platlint
