// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <span>
#include <string>
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
  const Type* result_type(const Job& job) const;
  // Of the steps before that one; -1: of all.
  const Type* steps_type(int job, int before);
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
  std::map<std::string, std::size_t> ids_;  // jobs by their id in lower case
  std::vector<const Type*> results_;        // by job, like the next ones
  std::vector<const Type*> needs_;
  std::vector<const Type*> matrix_;
  const Type* jobs_;
  // Results of the steps of one job, in order; what a step sees is a beginning of them. Sites come job by job.
  int steps_job_ = -1;
  std::vector<Property> steps_ = {};
  std::span<const Property> kept_steps_ = {};
  std::vector<std::size_t> steps_before_ = {};  // how many of them stand before a step
  int open_from_ = -1;                          // the first step behind an id that is an expression
};

}  // namespace platlint::github
