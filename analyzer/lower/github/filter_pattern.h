// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace platlint::github {

// Why a filter of branches or tags, or of paths, is none; empty when it is fine.
// https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#filter-pattern-cheat-sheet
std::string wrong_ref_pattern(std::string_view pattern);
std::string wrong_path_pattern(std::string_view pattern);

}  // namespace platlint::github
