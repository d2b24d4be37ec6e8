// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "analyzer/rule/report.h"
#include "analyzer/source/source_map.h"

namespace platlint {

struct ReportOptions {
  bool color = false;     // ANSI colours, for the formats that know them
  bool evidence = false;  // formats that leave passes and unknowns out by default write them
  bool info = true;       // the text report tells findings of severity info, too
  // Where the code comes from, for SARIF; left out when empty.
  std::string repository_uri = {};
  std::string revision = {};
  std::string branch = {};
};

// A format: a row of the table in reporters.cc. Writing appends to `out`, never fails, and depends on nothing but its arguments.
struct Reporter {
  std::string_view name = {};
  std::string_view description = {};
  void (*write)(const Report& report, const SourceMap& sources, const ReportOptions& options, std::string& out) = nullptr;
};

std::span<const Reporter> reporters();
// Null when there is no such format.
const Reporter* find_reporter(std::string_view name);

}  // namespace platlint
