// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "reports/reporters.h"

namespace platlint {

// Schema platlint/report/v1: the format that other programs, `gate` and `baseline` among them, may rely on.
void write_json(const Report& report, const SourceMap& sources, const ReportOptions& options, std::string& out);

std::string_view name(Status status);  // "fail", "unknown", "pass"

}  // namespace platlint
