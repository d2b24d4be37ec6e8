// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <vector>

#include "analyzer/discover/discover.h"
#include "analyzer/model/program.h"
#include "analyzer/source/file_kind.h"
#include "analyzer/source/file_system.h"
#include "analyzer/source/source_map.h"

namespace platlint {

// The bytes of a run: every text file below the root, what it is, and what was left out.
struct Loaded {
  std::shared_ptr<SourceMap> sources = {};
  std::vector<InputFile> list = {};  // sorted by path
  std::size_t seen = 0;              // files met, binaries and unreadable ones included
  std::vector<Link> links = {};      // sorted by path
  std::vector<Gap> skipped = {};
  std::vector<Gap> unreadable = {};
};

Loaded load(const FileSystem& files, const DiscoverOptions& options, int jobs);

}  // namespace platlint
