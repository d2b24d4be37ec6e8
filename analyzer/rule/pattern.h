// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "analyzer/model/value.h"

namespace platlint {

// Does a text match a pattern (RE2, unanchored)? Of an unknown text whose beginning is known it is asked whether anything that begins so
// could match. A pattern that does not compile gives kUnknown; the configuration is checked for those.
Tri matches_pattern(const Value& value, const std::string& pattern);

}  // namespace platlint
