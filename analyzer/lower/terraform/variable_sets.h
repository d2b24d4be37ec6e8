// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "analyzer/lower/terraform/module_instance.h"

namespace platlint::terraform {

// What a root is evaluated with.
struct VariableSet {
  std::string name = {};                                            // empty: the default set
  std::vector<std::string> files = {};                              // in Terraform's order: later ones win
  std::vector<std::pair<std::string, std::string>> variables = {};  // after the files; --var wins over them
  std::string workspace = std::string(kDefaultWorkspace);
};

inline constexpr std::size_t kMostVariableSets = 64;  // of one root; a diagnostic names the limit when it is met

// The variable sets that the repository shows for a root, sorted, then those configured for it; at least one. With --var-file there is just
// the set that it names.
std::vector<VariableSet> variable_sets(const ModuleDirectory& directory, const ModuleTable& modules, const LowerInput& input,
                                       Diagnostics& limits);

// Reads the values of a set, and those of --var, into the root's variables.
void read_variables(RootEvaluation& root, const VariableSet& set);

}  // namespace platlint::terraform
