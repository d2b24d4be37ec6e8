// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "analyzer/model/value.h"
#include "analyzer/support/arena.h"

namespace platlint::policy {

// One condition of preconditions or deny: key OPERATOR value, both with variables replaced. An unknown operand makes kUnknown; an operator
// that does not exist makes kFalse (policies are checked for it when they are loaded).
Tri evaluate_condition(const Value& key, std::string_view op, const Value& value, Arena& arena);
bool is_operator(std::string_view op);

}  // namespace platlint::policy
