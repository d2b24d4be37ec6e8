// SPDX-License-Identifier: Apache-2.0
//
// Decides a pipeline from a JSON report that an earlier job wrote, so that the scanning job can end with 0 and its reports be taken in.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/engine/settle.h"

namespace platlint {

struct GateOptions {
  std::string fail_on = "medium";  // a severity or "never"
  bool fail_on_unknown = false;    // unknown results make the analysis incomplete
  bool new_only = false;           // findings of the baselines do not count; needs at least one
  std::span<const Baseline> baselines = {};
};

struct GateVerdict {
  int exit_code = 0;                    // 0 clean, 1 findings, 3 incomplete
  std::size_t counted = 0;              // findings at or above the threshold
  std::vector<std::string> lines = {};  // for people: the findings that count, what is incomplete, the decision
};

// An error (exit code 2) when the text is not a report or the options are wrong.
Result<GateVerdict> gate(std::string_view report, const GateOptions& options);

}  // namespace platlint
