// SPDX-License-Identifier: Apache-2.0
//
// libgit2 runs no code of the repository: it knows no hooks on reading, and blobs are taken raw, without filters. Ownership of the folder
// is not asked about, since that check protects programs which run what the configuration names. A path is followed one tree at a time by
// our own loop, so that neither links nor depth lead anywhere.
#include "analyzer/source/git_tree.h"

#include <git2.h>

#include <algorithm>
#include <climits>
#include <cstdlib>
#include <mutex>
#include <utility>

namespace platlint {
namespace {

template <class T, void (*Free)(T*)>
struct Freed {
  void operator()(T* object) const { Free(object); }
};
using RepositoryHandle = std::unique_ptr<git_repository, Freed<git_repository, git_repository_free>>;
using ObjectHandle = std::unique_ptr<git_object, Freed<git_object, git_object_free>>;
using TreeHandle = std::unique_ptr<git_tree, Freed<git_tree, git_tree_free>>;
using OdbHandle = std::unique_ptr<git_odb, Freed<git_odb, git_odb_free>>;
using OdbObjectHandle = std::unique_ptr<git_odb_object, Freed<git_odb_object, git_odb_object_free>>;

std::string why(const std::string& what) {
  const git_error* error = git_error_last();
  return what + ": " + (error != nullptr && error->message != nullptr ? error->message : "Git cannot read it");
}

void start() {
  static const bool kStarted = [] {
    git_libgit2_init();
    git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 0);
    for (const int level : {GIT_CONFIG_LEVEL_SYSTEM, GIT_CONFIG_LEVEL_GLOBAL, GIT_CONFIG_LEVEL_XDG, GIT_CONFIG_LEVEL_PROGRAMDATA})
      git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, level, "");
    return true;
  }();
  (void)kStarted;
}

Result<std::string> real_path(const std::string& path) {
  char resolved[PATH_MAX];
  if (::realpath(path.c_str(), resolved) == nullptr) return fail(path + ": no such folder");
  return std::string(resolved);
}

DirectoryEntry::Type type_of(git_filemode_t mode) {
  switch (mode) {
    case GIT_FILEMODE_TREE:
      return DirectoryEntry::Type::kDirectory;
    case GIT_FILEMODE_BLOB:
    case GIT_FILEMODE_BLOB_EXECUTABLE:
      return DirectoryEntry::Type::kFile;
    case GIT_FILEMODE_LINK:
      return DirectoryEntry::Type::kLink;
    default:
      return DirectoryEntry::Type::kOther;  // a submodule
  }
}

std::string shown(std::string_view path) { return path.empty() ? "." : std::string(path); }

}  // namespace

struct GitTreeFileSystem::Repository {
  RepositoryHandle handle;
  OdbHandle objects;
  git_oid root = {};      // the tree of the folder
  std::mutex mutex = {};  // libgit2 promises nothing for one repository in several threads

  struct Found {
    git_oid id = {};
    DirectoryEntry::Type type = DirectoryEntry::Type::kDirectory;
  };

  TreeHandle tree(const git_oid& id) const {
    git_tree* tree = nullptr;
    if (git_tree_lookup(&tree, handle.get(), &id) != 0) return nullptr;
    return TreeHandle(tree);
  }

  Result<Found> find(const git_oid& from, std::string_view path) const {
    Found at{from, DirectoryEntry::Type::kDirectory};
    for (std::string_view rest = path; !rest.empty();) {
      const std::size_t slash = rest.find('/');
      const std::string part(rest.substr(0, slash));
      rest = slash == std::string_view::npos ? std::string_view() : rest.substr(slash + 1);
      if (part.empty() || part == ".") continue;
      const TreeHandle folder = at.type == DirectoryEntry::Type::kDirectory ? tree(at.id) : nullptr;
      const git_tree_entry* entry = folder == nullptr ? nullptr : git_tree_entry_byname(folder.get(), part.c_str());
      if (entry == nullptr) return fail(shown(path) + ": No such file or directory");
      at = {*git_tree_entry_id(entry), type_of(git_tree_entry_filemode(entry))};
    }
    return at;
  }

  std::uint64_t size(const git_oid& id) const {
    std::size_t bytes = 0;
    git_object_t type = GIT_OBJECT_INVALID;
    return git_odb_read_header(&bytes, &type, objects.get(), &id) == 0 ? bytes : 0;
  }

  DirectoryEntry describe(std::string name, const Found& found) const {
    DirectoryEntry entry;
    entry.name = std::move(name);
    entry.type = found.type;
    if (found.type == DirectoryEntry::Type::kFile) entry.size = size(found.id);
    return entry;
  }
};

GitTreeFileSystem::GitTreeFileSystem(std::unique_ptr<Repository> repository, std::string commit)
    : repository_(std::move(repository)), commit_(std::move(commit)) {}
GitTreeFileSystem::GitTreeFileSystem(GitTreeFileSystem&& other) noexcept = default;
GitTreeFileSystem::~GitTreeFileSystem() = default;

Result<GitTreeFileSystem> GitTreeFileSystem::open(const std::string& folder, const std::string& revision) {
  start();
  const auto path = real_path(folder);
  if (!path) return tl::unexpected(path.error());
  auto repository = std::make_unique<Repository>();
  git_repository* opened = nullptr;
  if (git_repository_open_ext(&opened, path->c_str(), 0, nullptr) != 0) return fail(why(folder + ": not in a Git repository"));
  repository->handle.reset(opened);
  git_odb* objects = nullptr;
  if (git_repository_odb(&objects, opened) != 0) return fail(why(folder));
  repository->objects.reset(objects);

  git_object* found = nullptr;
  if (revision.empty() || git_revparse_single(&found, opened, revision.c_str()) != 0)
    return fail(revision.empty() ? "the revision is empty" : why("revision \"" + revision + "\""));
  const ObjectHandle named(found);
  git_object* peeled = nullptr;
  if (git_object_peel(&peeled, named.get(), GIT_OBJECT_TREE) != 0) return fail("revision \"" + revision + "\" names no commit");
  const ObjectHandle tree(peeled);
  git_object* commit = nullptr;
  const ObjectHandle owner(git_object_peel(&commit, named.get(), GIT_OBJECT_COMMIT) == 0 ? commit : nullptr);
  char id[GIT_OID_HEXSZ + 1];
  git_oid_tostr(id, sizeof id, git_object_id(owner != nullptr ? owner.get() : tree.get()));

  // The folder below the top of the work tree.
  const char* top = git_repository_workdir(opened);
  const auto work_tree = top == nullptr ? Result<std::string>(fail(folder + ": the Git repository has no work tree")) : real_path(top);
  if (!work_tree) return tl::unexpected(work_tree.error());
  if (*path != *work_tree && !path->starts_with(*work_tree + "/")) return fail(folder + ": not in the work tree of its Git repository");
  const std::string below = path->substr(std::min(path->size(), work_tree->size() + 1));
  const auto root = repository->find(*git_object_id(tree.get()), below);
  if (!root || root->type != DirectoryEntry::Type::kDirectory) return fail("revision \"" + revision + "\" has no folder " + below);
  repository->root = root->id;
  return GitTreeFileSystem(std::move(repository), id);
}

Result<std::string> GitTreeFileSystem::read(std::string_view path, std::uint64_t limit) const {
  const std::scoped_lock lock(repository_->mutex);
  const auto found = repository_->find(repository_->root, path);
  if (!found) return tl::unexpected(found.error());
  if (found->type != DirectoryEntry::Type::kFile) return fail(shown(path) + ": not a regular file");
  if (repository_->size(found->id) > limit) return fail(shown(path) + ": larger than " + std::to_string(limit) + " bytes");
  git_odb_object* object = nullptr;
  if (git_odb_read(&object, repository_->objects.get(), &found->id) != 0) return fail(why(shown(path)));
  const OdbObjectHandle blob(object);
  return std::string(static_cast<const char*>(git_odb_object_data(object)), git_odb_object_size(object));
}

Result<std::vector<DirectoryEntry>> GitTreeFileSystem::list(std::string_view path) const {
  const std::scoped_lock lock(repository_->mutex);
  const auto found = repository_->find(repository_->root, path);
  if (!found) return tl::unexpected(found.error());
  const TreeHandle tree = found->type == DirectoryEntry::Type::kDirectory ? repository_->tree(found->id) : nullptr;
  if (tree == nullptr) return fail(shown(path) + ": not a folder");
  std::vector<DirectoryEntry> entries;
  const std::size_t count = git_tree_entrycount(tree.get());
  entries.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    const git_tree_entry* entry = git_tree_entry_byindex(tree.get(), i);
    entries.push_back(
        repository_->describe(git_tree_entry_name(entry), {*git_tree_entry_id(entry), type_of(git_tree_entry_filemode(entry))}));
  }
  std::sort(entries.begin(), entries.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
  return entries;
}

Result<DirectoryEntry> GitTreeFileSystem::stat(std::string_view path) const {
  const std::scoped_lock lock(repository_->mutex);
  const auto found = repository_->find(repository_->root, path);
  if (!found) return tl::unexpected(found.error());
  return repository_->describe(std::string(path.substr(path.rfind('/') + 1)), *found);
}

namespace {

constexpr std::string_view kInstalled = ".terraform";

}  // namespace

const FileSystem& InstalledModulesFileSystem::of(std::string_view path) const {
  for (std::string_view rest = path; !rest.empty();) {
    const std::size_t slash = rest.find('/');
    if (rest.substr(0, slash) == kInstalled) return disk_;
    rest = slash == std::string_view::npos ? std::string_view() : rest.substr(slash + 1);
  }
  return base_;
}

Result<std::vector<DirectoryEntry>> InstalledModulesFileSystem::list(std::string_view path) const {
  auto entries = of(path).list(path);
  if (!entries || &of(path) == &disk_) return entries;
  const std::string installed = path.empty() ? std::string(kInstalled) : std::string(path) + "/" + std::string(kInstalled);
  std::erase_if(*entries, [](const DirectoryEntry& entry) { return entry.name == kInstalled; });
  if (const auto entry = disk_.stat(installed); entry && entry->type == DirectoryEntry::Type::kDirectory) entries->push_back(*entry);
  std::sort(entries->begin(), entries->end(), [](const auto& a, const auto& b) { return a.name < b.name; });
  return entries;
}

}  // namespace platlint
