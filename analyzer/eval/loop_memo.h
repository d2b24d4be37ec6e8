// SPDX-License-Identifier: Apache-2.0
//
// What a `for` computes again for every element although no element has a part in it: jsondecode(file("rules.json"))[k] for each key of
// that very file, merge(local.a, local.b)[k]. Such calls are made once a loop; who loops over a thousand keys does not read the file a
// thousand times. Only calls of functions that look at much are kept: to see that a call does not depend on the loop costs as much as a
// small one.
#pragma once

#include <span>
#include <string_view>
#include <unordered_map>

#include "analyzer/eval/evaluator.h"

namespace platlint {

struct LoopMemo {
  std::unordered_map<const hcl::Call*, Value> values = {};
};

bool is_worth_keeping(std::string_view function);

// Does the expression name one of these? Names that the expression brings in itself count as well: that errs on the safe side.
bool names_any(const hcl::Expr& expr, std::span<const LocalName> names);

}  // namespace platlint
