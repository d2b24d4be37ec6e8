// SPDX-License-Identifier: Apache-2.0
//
// Calls of terraform-aws-modules/s3-bucket/aws where the module is not part of the repository: what they give is all that is known.
#pragma once

#include <optional>
#include <string_view>

#include "analyzer/rule/rule.h"

namespace platlint::s3_module {

inline constexpr std::string_view kKind = "terraform/module";

// The inputs of such a call; nothing for any other call.
std::optional<Value> inputs(const Resource& call);

// One of the four switches against public access. Up to version 3 they are off unless set; since then they are on.
void check_flag(const Resource& call, RuleContext& ctx, std::string_view flag, std::string_view consequence);

}  // namespace platlint::s3_module
