// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "grammars/hcl/ast.h"

namespace platlint::hcl {

// A tree's meaning as text, without places: one line an argument or block, values as S-expressions. Two trees with one dump are the same
// tree. Neighbouring pieces of a template's text are joined, since where a heredoc's lines were cut means nothing.
//
//   block "resource" "a" "b"
//     count = (if (var x) 1 0)
struct DumpOptions {
  bool template_text = true;  // false: of templates with sequences and of heredocs, only the sequences
};
std::string dump(const File& file, const DumpOptions& options = {});
std::string dump(const Expr& expr, const DumpOptions& options = {});

// "+", "&&", "==": as written.
std::string_view spelling(BinaryOp op);

}  // namespace platlint::hcl
