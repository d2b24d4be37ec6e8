// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyzer/lower/lower.h"
#include "analyzer/model/program.h"

namespace platlint {

// Runs every dialect over its files and links what they made.
Program lower_and_link(const LowerInput& input, std::shared_ptr<const SourceMap> sources);

}  // namespace platlint
