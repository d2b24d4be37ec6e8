// SPDX-License-Identifier: Apache-2.0
//
// `.platlint.yaml`: data only. One table of keys (keys.cc) drives the reading, the checking, the JSON Schema and the commented file that
// `platlint init` writes, so they cannot disagree.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "analyzer/rule/registry.h"
#include "analyzer/rule/settings.h"
#include "analyzer/source/source_map.h"
#include "analyzer/support/result.h"

namespace platlint {

// What the configuration says of the rules that a selector matches.
struct RuleChoice {
  std::string selector = {};
  std::optional<Severity> severity = {};
  bool enabled = true;
  bool ignorable = true;  // false: no suppression of any kind counts
};

// A suppression that stands in the configuration. All the conditions given must hold.
struct ConfiguredIgnore {
  std::vector<std::string> rules = {};  // selectors
  std::string path = {};                // glob; empty: every path
  std::string resource = {};            // wildcard over addresses; empty: every resource
  std::string reason = {};
  std::string until = {};  // YYYY-MM-DD, the last day it counts; empty: without end
  std::string owner = {};
  SourceRange where = {};  // the entry in the file
};

// One evaluation of a Terraform root: a variable set.
struct RootVariables {
  std::string path = {};                                            // glob over Terraform roots
  std::string name = {};                                            // of the set: "prod"
  std::vector<std::string> variable_files = {};                     // relative to the scan root
  std::vector<std::pair<std::string, std::string>> variables = {};  // sorted by name
};

struct Config {
  std::vector<std::string> select = {};  // selectors; empty: all rules but the pedantic ones
  std::vector<std::string> skip = {};
  std::vector<RuleChoice> rules = {};       // in the file's order; later entries win
  std::vector<std::string> exclude = {};    // path globs in which nothing is reported
  std::vector<std::string> policies = {};   // folders with Kyverno policies to use as rules
  std::vector<std::string> baselines = {};  // files
  std::vector<ConfiguredIgnore> ignores = {};
  std::vector<RootVariables> roots = {};
  std::string fail_on = "medium";  // a severity, or "never"
  Settings settings = {};
};

// Reads and checks a configuration. The error lists every problem, one a line, as "path:line:col: what is wrong".
Result<Config> read_config(const SourceFile& file);

// Every selector in the configuration must match a rule: an error as above otherwise (without a column).
Result<void> check_selectors(const Config& config, const Registry& registry);

// The rules that the configuration switches on, with --rule and --skip (which win) added. Sorted by id.
Result<std::vector<const Rule*>> configured_rules(const Registry& registry, const Config& config, const std::vector<std::string>& rules,
                                                  const std::vector<std::string>& skip);

// The severity that the configuration gives a rule, if it gives one; and whether it may be ignored.
std::optional<Severity> configured_severity(const Config& config, const Rule& rule);
bool ignorable(const Config& config, const Rule& rule);

// JSON Schema (draft 2020-12) of the file, and a commented file with every key and its default.
std::string config_schema();
std::string config_template();

}  // namespace platlint
