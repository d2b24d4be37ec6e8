// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "analyzer/source/file_system.h"

namespace platlint {

// A folder as it stood in a commit of the Git repository around it, read from the object database: nothing is checked out. Only
// objects are read; hooks, filters, file monitors, attributes, other programs and the network are never used, and the configuration of
// user and machine is not read. Safe for several threads.
class GitTreeFileSystem final : public FileSystem {
 public:
  // `folder` lies in a Git work tree on disk. `revision` is what `git rev-parse` takes: "origin/main", "v1.2", "HEAD~3", an object id.
  static Result<GitTreeFileSystem> open(const std::string& folder, const std::string& revision);
  GitTreeFileSystem(GitTreeFileSystem&& other) noexcept;
  ~GitTreeFileSystem() override;

  Result<std::string> read(std::string_view path, std::uint64_t limit) const override;
  Result<std::vector<DirectoryEntry>> list(std::string_view path) const override;
  Result<DirectoryEntry> stat(std::string_view path) const override;
  const std::string& commit() const { return commit_; }  // its id, 40 hex digits; of the tree when the revision is one

 private:
  struct Repository;
  explicit GitTreeFileSystem(std::unique_ptr<Repository> repository, std::string commit);
  std::unique_ptr<Repository> repository_;
  std::string commit_;
};

// `base`, but what `terraform init` installed (anything below a folder ".terraform") is taken from `disk`: it is in no commit.
class InstalledModulesFileSystem final : public FileSystem {
 public:
  InstalledModulesFileSystem(const FileSystem& base, const FileSystem& disk) : base_(base), disk_(disk) {}
  Result<std::string> read(std::string_view path, std::uint64_t limit) const override { return of(path).read(path, limit); }
  Result<std::vector<DirectoryEntry>> list(std::string_view path) const override;
  Result<DirectoryEntry> stat(std::string_view path) const override { return of(path).stat(path); }

 private:
  const FileSystem& of(std::string_view path) const;
  const FileSystem& base_;
  const FileSystem& disk_;
};

}  // namespace platlint
