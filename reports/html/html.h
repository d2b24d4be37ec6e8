// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "reports/reporters.h"

namespace platlint {

// One page without scripts or outside resources; its content security policy forbids both.
void write_html(const Report& report, const SourceMap& sources, const ReportOptions& options, std::string& out);

}  // namespace platlint
