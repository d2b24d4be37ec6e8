// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "reports/reporters.h"

namespace platlint {

// GitLab's code quality report (artifacts:reports:codequality).
void write_codequality(const Report& report, const SourceMap& sources, const ReportOptions& options, std::string& out);

// GitLab's terraform report (artifacts:reports:terraform): how many resources the plans create, update and delete. What is replaced is
// deleted and created.
void write_terraform_counts(const Report& report, const SourceMap& sources, const ReportOptions& options, std::string& out);

}  // namespace platlint
