// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "analyzer/model/program.h"
#include "analyzer/rule/finding.h"
#include "analyzer/rule/registry.h"

namespace platlint {

// What readers and evaluators said, as findings of the rules `syntax-error`, `limit-reached` and `terraform-invalid`. Rules that
// the registry lacks are left out.
std::vector<Finding> diagnostic_findings(const Program& program, const Registry& registry);

// What is wrong in the repository's own policies.
std::vector<Finding> policy_findings(const Diagnostics& mistakes, const Registry& registry);

}  // namespace platlint
