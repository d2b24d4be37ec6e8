// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyzer/source/diagnostic.h"
#include "grammars/hcl/ast.h"

namespace platlint::terraform {

// Adds a kSemantic diagnostic for everything in a file that Terraform refuses before it evaluates anything: block types, arguments and
// labels that its language does not have, arguments that must be there, names that are none. `partial`: what must be there may stand
// elsewhere (an override file) or where nothing could be read.
void check_structure(const hcl::File& file, bool partial, Diagnostics& refused);

}  // namespace platlint::terraform
