// SPDX-License-Identifier: Apache-2.0
//
// One analysis from files to report: the list of passes.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "analyzer/config/config.h"
#include "analyzer/engine/load.h"
#include "analyzer/model/program.h"
#include "analyzer/rule/registry.h"
#include "analyzer/rule/report.h"
#include "analyzer/source/file_system.h"
#include "analyzer/support/result.h"

namespace platlint {

struct RunOptions {
  std::vector<std::string> paths = {};          // what to report on, relative to the root; empty: everything
  std::string config_file = {};                 // relative to the root; empty: .platlint.yaml if there is one
  std::optional<std::string> config_text = {};  // a trusted configuration from outside the root, in place of the file
  std::vector<std::string> rules = {};          // --rule selectors; empty: the configuration's choice
  std::vector<std::string> skip = {};           // --skip selectors
  std::vector<std::pair<std::string, std::string>> variables = {};
  std::vector<std::string> variable_files = {};
  int jobs = 1;
  bool evidence = false;    // passes too
  bool no_ignores = false;  // inline and configured suppressions do not count
  std::string today = {};   // YYYY-MM-DD, for expiring suppressions
};

struct Run {
  Loaded loaded = {};
  Config config = {};
  Registry registry = {};
  Program program = {};
  Report report = {};
};

// The error is about the configuration or the command line (exit code 2). Bad input is in the report, never an error.
Result<Run> run(const FileSystem& files, const RunOptions& options);
// The same with a configuration that was read before.
Result<Run> run(const FileSystem& files, const RunOptions& options, Config config);

// All built-in rules, native and declarative. A built-in policy that does not compile is a bug and stops the program.
void add_builtin_rules(RegistryBuilder& builder);

// The configuration of a run: the text given, a named file, or the file at the root when there is one.
Result<Config> load_config(const FileSystem& files, const RunOptions& options);

// Reads, lowers and links without checking: what `dump` and `cost` need.
struct LoadedProgram {
  Loaded loaded = {};
  Program program = {};
};
LoadedProgram load_program(const FileSystem& files, const RunOptions& options, const Config& config);

}  // namespace platlint
