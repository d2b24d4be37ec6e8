// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "analyzer/support/result.h"
#include "grammars/jmespath/ast.h"

namespace platlint::jmespath {

// Reads one JMESPath expression (https://jmespath.org/specification.html). The error names the byte where reading stopped. JSON literals
// are cut out, not read: this folder knows no values.
Result<Expression> parse(std::string_view text);

inline constexpr int kMaxDepth = 300;                 // nodes above one another
inline constexpr std::size_t kMaxLength = 64 * 1024;  // bytes of an expression

}  // namespace platlint::jmespath
