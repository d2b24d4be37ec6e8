// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "analyzer/lower/github/local_files.h"
#include "analyzer/lower/github/workflow.h"
#include "analyzer/model/value.h"

namespace platlint::github {

// An expression as rules see it: {key, text, tree}, used where it stands. `key` says below which key of its step, job or workflow
// ("run", "with.script", "env.NAME"); `alone`: nothing stands around it. The tree is made of maps with `kind`:
//   literal {value}                 path {path}: "github.event.issue.title" in lower case, "*" for .* and [0], "?" for any other index;
//                                   `untrusted`: strangers choose it freely
//   call {name, items}              not, and, or {items}              compare {operator, items}
//   property {name, items}, index {items}, filter {items}: of what is not a path
struct FoundExpression {
  int job = -1;
  int step = -1;
  Value value = {};
};

// Reads and checks every expression of the workflow.
std::vector<FoundExpression> check_expressions(const Workflow& workflow, const SourceFile& file, LocalFiles& files, Arena& arena,
                                               Complaints& complaints);

}  // namespace platlint::github
