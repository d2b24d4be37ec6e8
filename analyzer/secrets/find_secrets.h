// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "analyzer/rule/finding.h"
#include "analyzer/rule/registry.h"
#include "analyzer/source/file_kind.h"
#include "analyzer/source/source_map.h"

namespace platlint {

// Looks through every file of the run; findings of the rules in `rules` only. Messages never hold the secret.
std::vector<Finding> find_secrets(const SourceMap& sources, std::span<const InputFile> files, std::span<const Rule* const> rules, int jobs);

}  // namespace platlint
