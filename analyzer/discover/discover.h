// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/source/file_kind.h"
#include "analyzer/source/file_system.h"

namespace platlint {

struct DiscoverOptions {
  std::uint64_t max_file_bytes = 8ULL << 20;  // larger files are skipped, with the reason
  std::uint64_t max_files = 500'000;
  int max_depth = 64;  // of folders
  bool use_gitignore = true;
  std::vector<std::string> include = {};  // paths given on the command line, relative to the root; empty: all of it
};

struct DiscoveredFile {
  std::string path = {};
  std::uint64_t size = 0;
};

struct SkippedPath {
  std::string path = {};
  std::string reason = {};  // "ignored by .gitignore", "symbolic link", "larger than 8388608 bytes", "vendored folder"
};

struct Discovery {
  std::vector<DiscoveredFile> files = {};  // sorted by path, bytewise; never depends on directory order
  std::vector<SkippedPath> skipped = {};   // a skipped folder is one entry
  std::vector<Link> links = {};            // to places inside the root; they are not followed, what they lead to is found on its own
};

// Walks the tree below the root. Does not read file contents (but .gitignore files).
Discovery discover(const FileSystem& files, const DiscoverOptions& options);

// What a file is. `text` is its whole content.
FileKind classify(std::string_view path, std::string_view text);

}  // namespace platlint
