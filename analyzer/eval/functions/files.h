// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "analyzer/eval/function.h"

namespace platlint {

inline constexpr std::uint64_t kMaxFunctionFile = 4ULL << 20;  // bytes that a file function reads at most

// The bytes of the file that argument `index` names, relative to the root module's folder, inside the scan root. Otherwise nothing, and
// `problem` is the value to return.
std::optional<std::string> read_file(FunctionCall& call, std::size_t index, Value& problem);

}  // namespace platlint
