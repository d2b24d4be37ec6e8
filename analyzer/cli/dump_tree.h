// SPDX-License-Identifier: Apache-2.0
//
// Syntax trees of all grammars in one shape, for people who want to see what a reader made of a file.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analyzer/source/diagnostic.h"
#include "analyzer/source/file_kind.h"
#include "analyzer/source/source_map.h"

namespace platlint {

struct DumpNode {
  std::string label = {};  // "block resource aws_s3_bucket logs", "scalar \"latest\""
  SourceRange range = {};
  std::vector<DumpNode> children = {};
};

// The tree of a file of that kind; nothing for files that no grammar reads.
std::optional<DumpNode> tree_of(const SourceFile& file, FileKind kind, Diagnostics& diagnostics);

}  // namespace platlint
