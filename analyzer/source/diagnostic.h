// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "analyzer/source/source_range.h"

namespace platlint {

// What a reader or an evaluator says about the user's input. Parsers return a tree *and* these, always.
struct Diagnostic {
  enum class Kind : std::uint8_t {
    kSyntax,    // the text is not what the format allows
    kSemantic,  // well formed, but the format's owner would refuse it
    kLimit,     // a limit of ours was hit; the analysis is incomplete
  };
  Kind kind = Kind::kSyntax;
  SourceRange range = {};
  std::string message = {};
};

using Diagnostics = std::vector<Diagnostic>;

}  // namespace platlint
