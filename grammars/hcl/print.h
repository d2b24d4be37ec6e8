// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "grammars/hcl/ast.h"

namespace platlint::hcl {

// A tree as HCL text that reads back to the same tree (equal dumps): two blanks a level, one item a line, heredocs as heredocs unless
// their text cannot stand in one. Comments and the original layout are not kept; Broken values print as null.
std::string print(const File& file);
std::string print(const Expr& expr);

}  // namespace platlint::hcl
