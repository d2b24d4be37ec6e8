// SPDX-License-Identifier: Apache-2.0
//
// The passes that make one pipeline of its files, in the order in which GitLab runs them. Each has a file of its own.
#pragma once

#include <string>
#include <vector>

#include "analyzer/lower/gitlab/pipeline.h"
#include "analyzer/lower/gitlab/tree.h"

namespace platlint::gitlab {

// What the passes share.
struct Merge {
  const LowerInput& input;
  Arena& arena;
  Diagnostics& diagnostics;
  std::vector<Gap>& gaps;
  Pipeline result = {};

  void complain(SourceRange where, std::string message) { result.invalid.push_back({where, std::move(message)}); }
};

// includes.cc: the file with everything that it includes below it.
Tree load(Merge& merge, const SourceFile& entry);

// inputs.cc: the values of `spec: inputs`, given or by default, checked; and their interpolation into a tree.
Tree resolve_inputs(Merge& merge, const Tree& header, const Tree& given, const SourceFile& file);
void interpolate(Merge& merge, Tree& tree, const Tree& inputs);

// references.cc
void resolve_extends(Merge& merge, Tree& root);
void resolve_references(Merge& merge, Tree& root);

// defaults.cc: nested lists of commands become one; what `default` says goes to the jobs that do not say it.
void flatten_scripts(Tree& job);
void apply_default(Tree& root);

// refusals.cc: what jobs say of one another and of stages.
void check_jobs(Merge& merge, const Tree& root, const Tree& stages);

// keywords.cc: which keywords there are and of what type.
void check_keywords(Merge& merge, const Tree& root);

}  // namespace platlint::gitlab
