// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "reports/reporters.h"

namespace platlint {

// RFC 4180 with a header; cells that a spreadsheet would take for formulas are disarmed.
void write_csv(const Report& report, const SourceMap& sources, const ReportOptions& options, std::string& out);

}  // namespace platlint
