// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "reports/reporters.h"

namespace platlint {

// SARIF 2.1.0 as GitHub code scanning, GitLab, DefectDojo and Azure DevOps take it in.
void write_sarif(const Report& report, const SourceMap& sources, const ReportOptions& options, std::string& out);

// GitLab takes at most this many results of a run, GitHub shows at most as many; the most severe ones are kept.
inline constexpr std::size_t kMostSarifResults = 5000;

// The hash that GitHub keeps alerts by, for every line of a text: index 0 is line 1. See line_hash.cc.
std::vector<std::string> line_hashes(std::string_view text);

// A UUID of version 5 (RFC 9562) in platlint's own namespace: the same for the same name, always.
std::string constant_guid(std::string_view name);

}  // namespace platlint
