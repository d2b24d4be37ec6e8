// SPDX-License-Identifier: Apache-2.0
//
// Types and values in the JSON notation that cty uses: "string", ["list", T], ["object", {name: T}, [optional names]]; values as plain
// JSON with {"$unknown": T}, {"$marked": V} and {"$number": text} where JSON has no word.
#pragma once

#include <nlohmann/json.hpp>

#include "analyzer/model/value.h"

namespace platlint {

using CtyJson = nlohmann::ordered_json;

// What is no type is dynamic; what is nested deeper than 200 levels is dynamic or unknown.
const Type* read_type(const CtyJson& json, Arena& arena);
Value read_value(const CtyJson& json, const Type* type, Arena& arena);

CtyJson write_type(const Type* type);
CtyJson write_value(const Value& value);

}  // namespace platlint
