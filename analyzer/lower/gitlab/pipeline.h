// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "analyzer/lower/lower.h"

namespace platlint::gitlab {

// What GitLab would refuse, and where.
struct Complaint {
  SourceRange where = {};
  std::string message = {};
};

// A pipeline as GitLab's merged view shows it: includes, extends, !reference and default applied. Values keep the places where they
// were written.
struct Pipeline {
  Value merged = {};  // a map: stages, variables, ..., jobs (hidden ones left out)
  std::vector<Complaint> invalid = {};
  bool incomplete = false;  // something is included that is not in the repository
};

// `arena` receives values, `gaps` the includes that cannot be read.
Pipeline merge_pipeline(const LowerInput& input, const SourceFile& entry, Arena& arena, Diagnostics& diagnostics, std::vector<Gap>& gaps);

// Is this top-level key a job (and not a keyword of the pipeline)?
bool is_job(std::string_view key);

}  // namespace platlint::gitlab
