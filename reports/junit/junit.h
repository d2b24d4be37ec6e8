// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "reports/reporters.h"

namespace platlint {

// JUnit XML as GitLab, GitHub's reporters and Jenkins read it: a suite a rule, a case a finding; a rule that found nothing passes.
void write_junit(const Report& report, const SourceMap& sources, const ReportOptions& options, std::string& out);

}  // namespace platlint
