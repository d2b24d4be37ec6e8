// SPDX-License-Identifier: Apache-2.0
#include "analyzer/discover/discover.h"

#include <algorithm>

#include "analyzer/discover/ignore_file.h"

namespace platlint {
namespace {

// Folders that hold what others made: never part of a repository's own code.
std::string_view why_skipped(std::string_view name) {
  if (name == ".git" || name == ".hg" || name == ".svn") return "version control";
  if (name == ".terraform" || name == ".terragrunt-cache") return "Terraform's cache";
  if (name == "node_modules" || name == "vendor" || name == "vendored" || name == "third_party" || name == ".venv" ||
      name == "site-packages")
    return "vendored folder";
  if (name == "__pycache__" || name == ".mypy_cache" || name == ".pytest_cache" || name == ".tox" || name == ".cache") return "cache";
  return {};
}

class Walk {
 public:
  Walk(const FileSystem& files, const DiscoverOptions& options) : files_(files), options_(options) {}

  Discovery run() {
    directory("", 0);
    const auto by_path = [](const auto& a, const auto& b) { return a.path < b.path; };
    std::sort(found_.files.begin(), found_.files.end(), by_path);
    std::sort(found_.skipped.begin(), found_.skipped.end(), by_path);
    std::sort(found_.links.begin(), found_.links.end(), by_path);
    return std::move(found_);
  }

 private:
  void skip(std::string path, std::string reason) { found_.skipped.push_back({std::move(path), std::move(reason)}); }

  bool wanted(const std::string& path, bool is_directory) const {
    if (options_.include.empty()) return true;
    return std::any_of(options_.include.begin(), options_.include.end(), [&](const std::string& include) {
      if (path == include || path.starts_with(include + "/")) return true;
      return is_directory && include.starts_with(path + "/");
    });
  }

  bool ignored(const std::string& path, bool is_directory) const {
    for (std::size_t i = ignores_.size(); i-- > 0;) {
      const auto verdict = ignores_[i].judge(path, is_directory);
      if (verdict != IgnoreFile::Verdict::kNone) return verdict == IgnoreFile::Verdict::kIgnored;
    }
    return false;
  }

  void directory(const std::string& path, int depth) {
    if (depth > options_.max_depth) return skip(path, "nested deeper than " + std::to_string(options_.max_depth) + " folders");
    const auto entries = files_.list(path);
    if (!entries) return skip(path, entries.error().message);
    const std::size_t ignores = ignores_.size();
    if (options_.use_gitignore)
      if (const auto text = files_.read(path.empty() ? ".gitignore" : path + "/.gitignore", 1U << 20U)) ignores_.emplace_back(path, *text);
    for (const DirectoryEntry& entry : *entries) {
      const std::string child = path.empty() ? entry.name : path + "/" + entry.name;
      const bool is_directory = entry.type == DirectoryEntry::Type::kDirectory;
      if (!wanted(child, is_directory)) continue;
      if (entry.type == DirectoryEntry::Type::kLink) {
        const auto target = entry.target.empty() ? Result<std::string>(fail("unreadable")) : resolve_path(path, entry.target);
        if (target) found_.links.push_back({child, *target});
        else skip(child, "symbolic link that leaves the scan root");
      } else if (entry.type == DirectoryEntry::Type::kOther) {
        skip(child, "not a regular file");
      } else if (is_directory && !why_skipped(entry.name).empty()) {
        skip(child, std::string(why_skipped(entry.name)));
      } else if (ignored(child, is_directory)) {
        skip(child, "ignored by .gitignore");
      } else if (is_directory) {
        directory(child, depth + 1);
      } else if (entry.size > options_.max_file_bytes) {
        skip(child, "larger than " + std::to_string(options_.max_file_bytes) + " bytes");
      } else if (found_.files.size() >= options_.max_files) {
        skip(child, "more than " + std::to_string(options_.max_files) + " files");
      } else {
        found_.files.push_back({child, entry.size});
      }
    }
    ignores_.erase(ignores_.begin() + static_cast<std::ptrdiff_t>(ignores), ignores_.end());
  }

  const FileSystem& files_;
  const DiscoverOptions& options_;
  Discovery found_;
  std::vector<IgnoreFile> ignores_;
};

}  // namespace

Discovery discover(const FileSystem& files, const DiscoverOptions& options) { return Walk(files, options).run(); }

}  // namespace platlint
