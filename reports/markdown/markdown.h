// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "reports/reporters.h"

namespace platlint {

// A comment for a merge or pull request. Begins with a hidden marker by which the next run finds it; stays below the forges' limit for the
// size of a comment by leaving out the least severe findings, and says so.
void write_markdown(const Report& report, const SourceMap& sources, const ReportOptions& options, std::string& out);

}  // namespace platlint
