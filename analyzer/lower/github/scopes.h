// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "analyzer/lower/github/expression_check.h"
#include "analyzer/lower/github/local_files.h"
#include "analyzer/lower/github/workflow.h"

namespace platlint::github {

// The types of the contexts at each place of one workflow.
class Scopes {
 public:
  Scopes(const Workflow& workflow, LocalFiles& files, Arena& arena);
  Scope at(const Site& site);

 private:
  const Type* inputs_type() const;
  const Type* github_type() const;
  const Type* job_type() const;
  const Type* needs_type(const Job& job) const;
  const Type* all_jobs_type() const;
  const Type* result_of(const Job& job) const;
  const Type* steps_type(const Job& job, int before);
  const Type* outputs_of(const Step& step);
  const Type* matrix_type(const Job& job) const;

  const Workflow& workflow_;
  LocalFiles& files_;
  Arena& arena_;
  const Type* github_;
  const Type* inputs_;
  const Type* secrets_;
  const Type* runner_;
  const Type* strategy_;
  const Type* job_;
  std::vector<const Type*> needs_;   // by job
  std::vector<const Type*> matrix_;  // by job
  // The last one asked for: sites come step by step.
  int steps_job_ = -2;
  int steps_before_ = -2;
  const Type* steps_ = nullptr;
};

}  // namespace platlint::github
