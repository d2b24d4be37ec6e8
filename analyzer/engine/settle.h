// SPDX-License-Identifier: Apache-2.0
//
// The pass that turns what the checks found into what is reported: severities by configuration, one finding for what several variable
// sets say alike, order, suppressions (and findings about them), fingerprints, baselines. Its outcome depends on its arguments alone,
// not on the order of the findings, and "today" is one of them.
#pragma once

#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/config/config.h"
#include "analyzer/model/program.h"
#include "analyzer/rule/finding.h"
#include "analyzer/rule/registry.h"
#include "analyzer/rule/report.h"
#include "analyzer/source/file_kind.h"
#include "analyzer/support/result.h"

namespace platlint {

// The findings that were accepted at some time. Schema platlint/baseline/v1.
struct Baseline {
  std::string path = {};
  std::set<std::string, std::less<>> fingerprints = {};
};

Result<Baseline> read_baseline(std::string_view json, std::string path);
// All failures and unknowns of the report that nothing but a baseline suppresses, sorted for small diffs.
std::string write_baseline(const Report& report, const SourceMap& sources);

struct SettleInput {
  const Program& program;
  const Registry& registry;
  const Config& config;
  std::span<const InputFile> files = {};  // in which comments are looked for
  std::span<const Rule* const> ran = {};  // an ignore of a rule that did not run is not unused
  std::span<const Baseline> baselines = {};
  std::string_view today = {};  // YYYY-MM-DD; empty: nothing expires
  bool no_ignores = false;      // inline and configured ignores do not count
};

void settle(std::vector<Finding>& findings, const SettleInput& input);

// ---- its steps

// By path, range, rule id, then everything else that tells findings apart.
void sort_findings(std::vector<Finding>& findings, const SourceMap& sources);
// Merges sorted findings that differ in the variable set alone; the sets are listed, the default one as "default" among others.
void merge_variable_sets(std::vector<Finding>& findings);
// Fills `fingerprint` of sorted findings: SHA-256 of rule, root and address of the subject, attribute, and a discriminator for repeats.
// Where there is no subject, of the path and the line's text without any secret. No line numbers.
void add_fingerprints(std::vector<Finding>& findings, const SourceMap& sources);

}  // namespace platlint
