// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/support/result.h"

namespace platlint {

struct DirectoryEntry {
  enum class Type : std::uint8_t { kFile, kDirectory, kLink, kOther };  // kLink: a symbolic link, not followed
  std::string name = {};
  Type type = Type::kFile;
  std::uint64_t size = 0;   // bytes; 0 for anything but a file
  std::string target = {};  // of a link, as it is written; `list` fills it
};

// All reading of a scanned tree goes through here, confined to one root. Paths are relative to that root with '/', "" is
// the root itself; "..", absolute paths and links that lead outside are refused. Tests use MemoryFileSystem.
class FileSystem {
 public:
  virtual ~FileSystem() = default;
  // At most `limit` bytes; a longer file is an error, and so is anything but a regular file.
  virtual Result<std::string> read(std::string_view path, std::uint64_t limit) const = 0;
  // Sorted by name.
  virtual Result<std::vector<DirectoryEntry>> list(std::string_view path) const = 0;
  // What a path is, links inside the root resolved; an error where there is nothing.
  virtual Result<DirectoryEntry> stat(std::string_view path) const = 0;
};

// Joins and cleans "a/./b/../c"; an error when the result would leave the root.
Result<std::string> resolve_path(std::string_view directory, std::string_view relative);

class DiskFileSystem final : public FileSystem {
 public:
  // Opens `root`, a directory on disk.
  static Result<DiskFileSystem> open(const std::string& root);
  DiskFileSystem(DiskFileSystem&& other) noexcept;
  ~DiskFileSystem() override;

  Result<std::string> read(std::string_view path, std::uint64_t limit) const override;
  Result<std::vector<DirectoryEntry>> list(std::string_view path) const override;
  Result<DirectoryEntry> stat(std::string_view path) const override;

 private:
  explicit DiskFileSystem(int fd) : root_(fd) {}
  Result<int> open_beneath(std::string_view path, int flags) const;
  int root_ = -1;
};

class MemoryFileSystem final : public FileSystem {
 public:
  void add(std::string path, std::string bytes) { files_[std::move(path)] = std::move(bytes); }
  // A symbolic link. It shows in listings and is not followed by `read` and `stat`.
  void add_link(std::string path, std::string target) { links_[std::move(path)] = std::move(target); }
  Result<std::string> read(std::string_view path, std::uint64_t limit) const override;
  Result<std::vector<DirectoryEntry>> list(std::string_view path) const override;
  Result<DirectoryEntry> stat(std::string_view path) const override;
  const std::map<std::string, std::string, std::less<>>& files() const { return files_; }

 private:
  std::map<std::string, std::string, std::less<>> files_;
  std::map<std::string, std::string, std::less<>> links_;
};

}  // namespace platlint
