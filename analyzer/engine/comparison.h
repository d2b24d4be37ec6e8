// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyzer/engine/run.h"

namespace platlint {

// Says of each finding of `now` whether it was there before, and lists what is no more. Findings are the same when fingerprint and status
// are; what was suppressed before does not count as there.
void compare_with(Report& now, const Run& before, std::string revision, std::string commit);

}  // namespace platlint
