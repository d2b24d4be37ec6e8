// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "reports/reporters.h"

namespace platlint {

// GitHub workflow commands (::error file=...), at most as many as GitHub shows of each kind, the most severe first.
void write_annotations(const Report& report, const SourceMap& sources, const ReportOptions& options, std::string& out);

}  // namespace platlint
