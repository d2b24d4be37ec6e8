// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <iosfwd>

#include "analyzer/source/file_system.h"

namespace platlint {

// `platlint eval`: JSON lines in, JSON lines out. {"id", "expr" or "template", "vars": {name: {type, value}}} gives
// {"id", "value"}, {"id", "unknown": true} or {"id", "error"}. Inside values: {"$unknown": type}, {"$marked": value},
// {"$number": text}. A line that is no such object gives an error line. plantimestamp() is fixed at 2004-04-25T15:00:00Z, so that
// equal input gives equal output.
void eval_lines(std::istream& in, std::ostream& out, const FileSystem& files);

}  // namespace platlint
