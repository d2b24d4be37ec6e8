// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analyzer/cost/estimate.h"

namespace platlint {

// What became of one resource between two estimates. USD a month; an amount that is not there depends on usage, or there is no such
// resource.
struct CostChange {
  enum class Kind : std::uint8_t { kAdded, kRemoved, kChanged };
  Kind kind = Kind::kChanged;
  const CostResource* before = nullptr;    // null: added
  const CostResource* after = nullptr;     // null: removed
  std::optional<Decimal> difference = {};  // nothing where either side has no amount

  const CostResource& either() const { return after != nullptr ? *after : *before; }
};

struct CostDifference {
  std::vector<CostChange> changes = {};  // by root, variable set and address; what stays the same is left out
  Decimal before = {};                   // totals
  Decimal after = {};
};

// Resources are the same when root, variable set and address are. Points into both estimates.
CostDifference compare(const CostEstimate& before, const CostEstimate& after);

}  // namespace platlint
