// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyzer/source/diagnostic.h"
#include "analyzer/source/source_map.h"
#include "analyzer/support/arena.h"
#include "grammars/hcl/ast.h"

namespace platlint::hcl {

// Reads a .tf, .tofu, .tfvars or other file in HCL's native syntax. Always gives a tree: what parsed is kept, the rest is
// in `diagnostics`. Nesting is limited (kMaxDepth); deeper input is a kLimit diagnostic. Views point into `file`, which must
// outlive the tree.
const File* parse(const SourceFile& file, Arena& arena, Diagnostics& diagnostics);

// The same for HCL's JSON syntax (.tf.json). Every property becomes an attribute or a block as `shape` says.
const File* parse_json(const SourceFile& file, Arena& arena, Diagnostics& diagnostics);

// One expression, or one template (the text of `templatefile`), that is the whole of `file`. Null when it does not parse.
const Expr* parse_expression(const SourceFile& file, Arena& arena, Diagnostics& diagnostics);
const Expr* parse_template(const SourceFile& file, Arena& arena, Diagnostics& diagnostics);

// A template that stands inside another file (a JSON string). `text` must outlive the tree; every range in it is `where`.
const Expr* parse_template_text(std::string_view text, SourceRange where, Arena& arena, Diagnostics& diagnostics);

inline constexpr int kMaxDepth = 200;    // nested blocks, brackets and templates together
inline constexpr int kMaxHeight = 1000;  // of an expression's tree: chains of operators and steps count too

}  // namespace platlint::hcl
