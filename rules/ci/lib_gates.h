// SPDX-License-Identifier: Apache-2.0
//
// What stands between a push and a job: conditions of GitLab's rules and GitHub's `if`. A condition is split at || and &&; what a single
// comparison says is asked of the caller in three values. A conjunction restricts when one part does, a disjunction when all parts do.
#pragma once

#include <functional>
#include <string_view>

#include "analyzer/rule/rule.h"

namespace platlint {

// Of one comparison: kTrue when it lets only the wanted runs pass, kFalse when it does not restrict them, kUnknown when nobody can say.
using Restricts = std::function<Tri(std::string_view comparison, bool negated)>;

// Of a whole condition; `negated`: of its opposite.
Tri condition_restricts(std::string_view condition, bool negated, const Restricts& one);

struct Gate {
  Tri restricted = Tri::kFalse;  // does the job run for the wanted runs only?
  bool manual = false;           // does every way to start it wait for a person?
  Value way = {};                // a rule that lets others in; missing: the job has no rules at all
};

// rules of the job and of the pipeline (workflow:rules), only.
Gate gitlab_gate(const Resource& job, const RuleContext& ctx, const Restricts& one);
// `if` of the job and of those that it needs.
Gate github_gate(const Resource& job, const RuleContext& ctx, const Restricts& one);

}  // namespace platlint
