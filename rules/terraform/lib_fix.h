// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "analyzer/rule/rule.h"

namespace platlint {

// Offers to write `to` where `value` stands, if exactly `from` is written there. A value that came from elsewhere (a variable, a local)
// gets no fix: others may use it.
inline void offer_literal(FindingBuilder finding, const RuleContext& ctx, const Value& value, std::string_view from, std::string to,
                          Applicability applicability) {
  if (value.origin() != nullptr || ctx.program().sources().slice(value.where()) != from) return;
  finding.fix({"write " + to, applicability, {{value.where(), std::move(to)}}});
}

}  // namespace platlint
