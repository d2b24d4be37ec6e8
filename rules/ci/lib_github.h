// SPDX-License-Identifier: Apache-2.0
//
// What rules about workflows share. analyzer/lower/github says what the members with dots, "complaints" and "expressions" hold.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/rule/rule.h"

namespace platlint {

// Reports what reading the file found wrong about one topic.
void report_complaints(const Resource& file, RuleContext& ctx, std::string_view topic);

}  // namespace platlint
