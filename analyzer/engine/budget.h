// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "analyzer/model/program.h"
#include "analyzer/rule/finding.h"
#include "analyzer/rule/registry.h"
#include "analyzer/rule/settings.h"

namespace platlint {

// Stacks (settings.stacks) whose estimate is above their monthly budget, as findings of `aws-stack-over-budget`. Prices nothing when no
// stack has a budget.
std::vector<Finding> budget_findings(const Program& program, const Settings& settings, const Registry& registry);

}  // namespace platlint
