// SPDX-License-Identifier: Apache-2.0
//
// Confinement. Every path is opened relative to the root's descriptor with openat2(RESOLVE_BENEATH), so that the kernel,
// not our string handling, refuses "..", absolute links and magic links that leave the root, also when the tree changes
// under us. Kernels without openat2 (before 5.6, or filtered) get a walk that opens one component at a time with
// O_NOFOLLOW: links are then refused altogether, which errs on the safe side.
#include "analyzer/source/file_system.h"

#include <dirent.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <set>

namespace platlint {
namespace {

// Closes a descriptor at the end of a scope.
class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  int get() const { return fd_; }
  int release() { return std::exchange(fd_, -1); }

 private:
  int fd_;
};

std::string why(std::string_view path, int error) { return std::string(path.empty() ? "." : path) + ": " + std::strerror(error); }

int walk_without_links(int root, const std::string& path, int flags) {
  Descriptor at(::openat(root, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  std::size_t begin = 0;
  while (at.get() >= 0) {
    const std::size_t slash = path.find('/', begin);
    const std::string part = path.substr(begin, slash == std::string::npos ? slash : slash - begin);
    const bool last = slash == std::string::npos;
    const int next =
        ::openat(at.get(), part.empty() ? "." : part.c_str(), (last ? flags : O_RDONLY | O_DIRECTORY) | O_NOFOLLOW | O_CLOEXEC);
    if (next < 0 || last) return next;
    ::close(at.release());
    new (&at) Descriptor(next);
    begin = slash + 1;
  }
  return -1;
}

DirectoryEntry describe(std::string name, const struct stat& info) {
  DirectoryEntry entry;
  entry.name = std::move(name);
  if (S_ISREG(info.st_mode)) {
    entry.type = DirectoryEntry::Type::kFile;
    entry.size = static_cast<std::uint64_t>(info.st_size);
  } else if (S_ISDIR(info.st_mode)) {
    entry.type = DirectoryEntry::Type::kDirectory;
  } else {
    entry.type = S_ISLNK(info.st_mode) ? DirectoryEntry::Type::kLink : DirectoryEntry::Type::kOther;
  }
  return entry;
}

}  // namespace

Result<std::string> resolve_path(std::string_view directory, std::string_view relative) {
  if (relative.starts_with('/')) return fail(std::string(relative) + ": an absolute path leaves the scan root");
  std::vector<std::string_view> parts;
  for (std::string_view text : {directory, relative}) {
    while (!text.empty()) {
      const std::size_t slash = text.find('/');
      const std::string_view part = text.substr(0, slash);
      text = slash == std::string_view::npos ? std::string_view() : text.substr(slash + 1);
      if (part.empty() || part == ".") continue;
      if (part != "..") {
        parts.push_back(part);
      } else if (parts.empty()) {
        return fail(std::string(relative) + ": the path leaves the scan root");
      } else {
        parts.pop_back();
      }
    }
  }
  std::string joined;
  for (const std::string_view part : parts) {
    if (!joined.empty()) joined += '/';
    joined += part;
  }
  return joined;
}

Result<DiskFileSystem> DiskFileSystem::open(const std::string& root) {
  const int fd = ::open(root.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) return fail(why(root, errno));
  return DiskFileSystem(fd);
}

DiskFileSystem::DiskFileSystem(DiskFileSystem&& other) noexcept : root_(std::exchange(other.root_, -1)) {}

DiskFileSystem::~DiskFileSystem() {
  if (root_ >= 0) ::close(root_);
}

Result<int> DiskFileSystem::open_beneath(std::string_view path, int flags) const {
  const std::string name = path.empty() ? "." : std::string(path);
  struct open_how how = {};
  how.flags = static_cast<unsigned>(flags | O_CLOEXEC);
  how.resolve = RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS;
  int fd = static_cast<int>(::syscall(SYS_openat2, root_, name.c_str(), &how, sizeof how));
  if (fd < 0 && (errno == ENOSYS || errno == EPERM)) fd = walk_without_links(root_, name, flags);
  if (fd < 0) return fail(errno == EXDEV ? name + ": the path leaves the scan root" : why(path, errno));
  return fd;
}

Result<std::string> DiskFileSystem::read(std::string_view path, std::uint64_t limit) const {
  const auto opened = open_beneath(path, O_RDONLY | O_NONBLOCK | O_NOCTTY);  // never wait on a pipe
  if (!opened) return tl::unexpected(opened.error());
  const Descriptor file(*opened);
  struct stat info = {};
  if (::fstat(file.get(), &info) != 0) return fail(why(path, errno));
  if (!S_ISREG(info.st_mode)) return fail(std::string(path) + ": not a regular file");
  if (static_cast<std::uint64_t>(info.st_size) > limit)
    return fail(std::string(path) + ": larger than " + std::to_string(limit) + " bytes");
  std::string bytes;
  bytes.resize(static_cast<std::size_t>(info.st_size));
  std::size_t filled = 0;
  while (filled < bytes.size()) {
    const ssize_t got = ::read(file.get(), bytes.data() + filled, bytes.size() - filled);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return fail(why(path, errno));
    if (got == 0) break;
    filled += static_cast<std::size_t>(got);
  }
  bytes.resize(filled);
  return bytes;
}

Result<std::vector<DirectoryEntry>> DiskFileSystem::list(std::string_view path) const {
  const auto opened = open_beneath(path, O_RDONLY | O_DIRECTORY);
  if (!opened) return tl::unexpected(opened.error());
  DIR* directory = ::fdopendir(*opened);
  if (directory == nullptr) {
    ::close(*opened);
    return fail(why(path, errno));
  }
  std::vector<DirectoryEntry> entries;
  while (const dirent* item = ::readdir(directory)) {
    const std::string_view name = item->d_name;
    if (name == "." || name == "..") continue;
    struct stat info = {};
    if (::fstatat(::dirfd(directory), item->d_name, &info, AT_SYMLINK_NOFOLLOW) != 0) continue;
    DirectoryEntry entry = describe(std::string(name), info);
    if (entry.type == DirectoryEntry::Type::kLink) {
      char target[4096];
      const ssize_t length = ::readlinkat(::dirfd(directory), item->d_name, target, sizeof target);
      if (length > 0 && length < static_cast<ssize_t>(sizeof target)) entry.target.assign(target, static_cast<std::size_t>(length));
    }
    entries.push_back(std::move(entry));
  }
  ::closedir(directory);
  std::sort(entries.begin(), entries.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
  return entries;
}

Result<DirectoryEntry> DiskFileSystem::stat(std::string_view path) const {
  const auto opened = open_beneath(path, O_PATH);
  if (!opened) return tl::unexpected(opened.error());
  const Descriptor file(*opened);
  struct stat info = {};
  if (::fstat(file.get(), &info) != 0) return fail(why(path, errno));
  return describe(std::string(path.substr(path.rfind('/') + 1)), info);
}

Result<std::string> MemoryFileSystem::read(std::string_view path, std::uint64_t limit) const {
  const auto at = files_.find(path);
  if (at == files_.end()) return fail(std::string(path) + ": No such file or directory");
  if (at->second.size() > limit) return fail(std::string(path) + ": larger than " + std::to_string(limit) + " bytes");
  return at->second;
}

Result<std::vector<DirectoryEntry>> MemoryFileSystem::list(std::string_view path) const {
  const std::string prefix = path.empty() ? "" : std::string(path) + "/";
  std::vector<DirectoryEntry> entries;
  std::set<std::string, std::less<>> seen;
  for (auto at = files_.lower_bound(prefix); at != files_.end() && at->first.starts_with(prefix); ++at) {
    const std::string_view rest = std::string_view(at->first).substr(prefix.size());
    const std::size_t slash = rest.find('/');
    DirectoryEntry entry;
    entry.name = std::string(rest.substr(0, slash));
    if (slash == std::string_view::npos) entry.size = at->second.size();
    else entry.type = DirectoryEntry::Type::kDirectory;
    if (seen.insert(entry.name).second) entries.push_back(std::move(entry));
  }
  for (auto at = links_.lower_bound(prefix); at != links_.end() && at->first.starts_with(prefix); ++at)
    if (at->first.find('/', prefix.size()) == std::string::npos)
      entries.push_back({at->first.substr(prefix.size()), DirectoryEntry::Type::kLink, 0, at->second});
  if (entries.empty() && !path.empty()) return fail(std::string(path) + ": No such file or directory");
  std::sort(entries.begin(), entries.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
  return entries;
}

Result<DirectoryEntry> MemoryFileSystem::stat(std::string_view path) const {
  DirectoryEntry entry;
  entry.name = std::string(path.substr(path.rfind('/') + 1));
  if (const auto at = files_.find(path); at != files_.end()) {
    entry.size = at->second.size();
    return entry;
  }
  entry.type = DirectoryEntry::Type::kDirectory;
  if (path.empty() || list(path)) return entry;
  return fail(std::string(path) + ": No such file or directory");
}

}  // namespace platlint
