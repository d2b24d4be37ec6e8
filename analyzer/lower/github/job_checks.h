// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyzer/lower/github/local_files.h"
#include "analyzer/lower/github/workflow.h"

namespace platlint::github {

// What needs more than one place of a workflow: needs and their cycles, the matrix, runner labels, shells, uses, workflow commands.
void check_jobs(const Workflow& workflow, const SourceFile& file, LocalFiles& files, Complaints& complaints);

// Why `uses` of a step, or of a job that calls a workflow, names nothing GitHub could fetch; empty when it is well formed.
std::string wrong_action_reference(std::string_view uses);
std::string wrong_workflow_reference(std::string_view uses);

}  // namespace platlint::github
