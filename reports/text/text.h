// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "reports/reporters.h"

namespace platlint {

// For people: findings by file with excerpts, then what was covered and the counts.
void write_text(const Report& report, const SourceMap& sources, const ReportOptions& options, std::string& out);

// One line a finding: `path:line:col: severity: message [rule]`, as editors and problem matchers read it.
void write_lines(const Report& report, const SourceMap& sources, const ReportOptions& options, std::string& out);

// The coverage block as plain sentences, one a line.
std::vector<std::string> coverage_lines(const Report& report, std::size_t most_listed);
// "since main: 2 new (shown), 1 fixed, 7 unchanged"
std::string comparison_line(const Comparison& comparison);
// "3 findings (1 high, 2 low), 1 unknown, 2 suppressed"
std::string summary_line(const Summary& summary);

}  // namespace platlint
