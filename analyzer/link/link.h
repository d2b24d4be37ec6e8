// SPDX-License-Identifier: Apache-2.0
//
// Links between resources of different files and dialects. Links inside one Terraform root come from its expressions and are made while
// lowering; here are those that go by name, selector or convention. Each pass is linear in the resources it looks at.
#pragma once

#include "analyzer/model/program.h"

namespace platlint {

// All of the passes below, in order.
void link_program(ProgramBuilder& builder);

void link_kubernetes(ProgramBuilder& builder);  // selectors, service accounts, config maps, targets
void link_ci(ProgramBuilder& builder);          // needs, reusable workflows
void link_scripts(ProgramBuilder& builder);     // job, step or script -> script that it runs
void link_platform(ProgramBuilder& builder);    // job -> IAM role, job -> image -> workload, service account -> role

}  // namespace platlint
