// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyzer/source/diagnostic.h"
#include "analyzer/source/source_map.h"
#include "analyzer/support/arena.h"
#include "grammars/yaml/node.h"

namespace platlint::yaml {

// Reads all documents of a YAML 1.2 file. A document that does not parse gives a diagnostic and is left out (or cut); the others
// stay. Aliases may multiply nodes up to kMaxNodes; nesting up to kMaxDepth; beyond is a kLimit diagnostic.
const File* parse(const SourceFile& file, Arena& arena, Diagnostics& diagnostics);

// The same for JSON text (RFC 8259, no comments), into the same nodes.
const File* parse_json(const SourceFile& file, Arena& arena, Diagnostics& diagnostics);

inline constexpr int kMaxDepth = 200;
inline constexpr std::size_t kMaxNodes = 2'000'000;

}  // namespace platlint::yaml
