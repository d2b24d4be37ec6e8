// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>

#include "analyzer/source/source_map.h"
#include "analyzer/support/arena.h"
#include "grammars/hcl/ast.h"

namespace platlint::hcl {

// The structure of a stretch of `file` that the reader calls broken, as tree-sitter's looser grammar sees it: line breaks mean nothing to
// it, so that two arguments on one line, a block's brace on the next line, or an operator at a line's end are plain. Only when that grammar
// sees no mistake in the whole stretch; else nothing, for its own recovery invents structure. Values are read by our reader, Broken where
// it cannot. Names no diagnostic.
std::optional<Body> salvage(const SourceFile& file, std::size_t begin, std::size_t end, Arena& arena);

}  // namespace platlint::hcl
