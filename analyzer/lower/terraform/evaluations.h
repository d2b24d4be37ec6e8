// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "analyzer/lower/terraform/module_directory.h"

namespace platlint::terraform {

// The roots evaluated, each once for every variable set and workspace that the repository shows for it.
std::vector<Fragment> evaluate_roots(const std::vector<const ModuleDirectory*>& directories, ModuleTable& modules, const LowerInput& input);

}  // namespace platlint::terraform
