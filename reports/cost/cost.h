// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "analyzer/cost/difference.h"
#include "analyzer/cost/estimate.h"
#include "analyzer/source/source_map.h"

namespace platlint {

// An estimate, and what it differs in from the one at a revision. The estimates keep their own sources.
struct CostReport {
  const CostEstimate& estimate;
  const SourceMap& sources;
  const CostDifference* difference = nullptr;  // null: there is nothing to compare with
  const SourceMap* before_sources = nullptr;   // of removed resources; set when `difference` is
  std::string revision = {};                   // as asked for
  std::string commit = {};                     // its id
};

// Schema platlint/cost/v1; "base" and "changes" are there when there is a difference.
void write_cost_json(const CostReport& report, std::string& out);
// With a difference: what changed and the totals; otherwise every resource with its components.
void write_cost_text(const CostReport& report, std::string& out);

}  // namespace platlint
