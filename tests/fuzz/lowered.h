// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "analyzer/discover/discover.h"
#include "analyzer/lower/lower.h"

namespace platlint::fuzz {

// A repository in memory, as the lowerings take it.
class Repository {
 public:
  void add(const std::string& path, const std::string& text) {
    files_.add(path, text);
    list_.push_back({sources_.add(path, text), classify(path, text)});
  }
  LowerInput input() {
    std::sort(list_.begin(), list_.end(),
              [&](const InputFile& a, const InputFile& b) { return sources_[a.id].path() < sources_[b.id].path(); });
    return {sources_, files_, list_};
  }
  const SourceFile* find(std::string_view path) const { return sources_.find(path); }

 private:
  SourceMap sources_;
  MemoryFileSystem files_;
  std::vector<InputFile> list_;
};

}  // namespace platlint::fuzz
