// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "analyzer/source/source_map.h"
#include "grammars/yaml/node.h"

namespace platlint::yaml {

// Where each byte of a scalar's cooked text stands in its file: one more entry than `value` has bytes, the last one being the scalar's
// end. Never decreasing. Bytes that an escape or a folded line break stands for map to that place. For an alias: where it was written.
std::vector<std::uint32_t> source_offsets(const Node& scalar, const SourceFile& file);

}  // namespace platlint::yaml
