// SPDX-License-Identifier: Apache-2.0
//
// Applies the fixes of findings: those that do not overlap, then scans again, until nothing is left to fix.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "analyzer/engine/run.h"

namespace platlint {

struct FixOptions {
  bool unsafe = false;  // also fixes that change behaviour
  int max_rounds = 10;
};

struct AppliedFix {
  std::string rule = {};
  std::string path = {};
  std::uint32_t line = 1;  // in the text before the round
  std::string description = {};
};

struct FixResult {
  std::map<std::string, std::string, std::less<>> changed = {};  // path -> the whole new text
  std::vector<AppliedFix> applied = {};
  std::vector<AppliedFix> refused = {};  // would have broken the file
  bool settled = true;                   // false: there was more to do after the last round
};

// Nothing is written: `changed` is. Fixes of suppressed findings, and of findings outside of options.paths, are left alone.
Result<FixResult> fix(const FileSystem& files, const RunOptions& options, const FixOptions& fixing);

// The difference of two texts as `diff -u` prints it; empty when they are the same.
std::string unified_diff(std::string_view path, std::string_view before, std::string_view after);

}  // namespace platlint
