// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "analyzer/lower/github/types.h"
#include "analyzer/model/value.h"

namespace platlint::github {

// The type of what a JSON text holds; null, with the reason, when it is no JSON.
const Type* json_type(std::string_view text, Arena& arena, std::string& wrong);
// The type of data written in a workflow; texts with ${{ }} are any.
const Type* data_type(const Value& value, Arena& arena);

}  // namespace platlint::github
