// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "analyzer/model/program.h"
#include "analyzer/rule/finding.h"
#include "analyzer/rule/registry.h"
#include "analyzer/rule/settings.h"

namespace platlint {

struct CheckOptions {
  int jobs = 1;
  bool evidence = false;  // also a kPass finding for each resource that a rule visited and found nothing in
};

// Runs the rules over the resources of their kinds. The order of the findings is not fixed: the settle pass sorts.
std::vector<Finding> check(const Program& program, std::span<const Rule* const> rules, const Settings& settings,
                           const CheckOptions& options);

}  // namespace platlint
