// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

#include "analyzer/model/value.h"

namespace platlint::terraform {

// Attributes that AWS derives from the configuration by rules that never change: ARNs, domain names, ids that equal names. Account and
// region that are not known stay holes in the text. Attributes that the configuration sets itself are left out.
// Source: the "Attribute Reference" of the AWS provider's documentation and the AWS service authorization reference (ARN formats).
std::vector<Member> computed_attributes(std::string_view type, const Value& body, const Value& region, SourceRange where, Arena& arena);

}  // namespace platlint::terraform
