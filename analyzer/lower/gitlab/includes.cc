// SPDX-License-Identifier: Apache-2.0
//
// Reads a file of a pipeline and expands its includes, depth first: the including file wins over what it includes. Only local files can
// be read; every other include leaves the pipeline incomplete.
#include "analyzer/eval/functions/file_pattern.h"
#include "analyzer/lower/gitlab/merge.h"
#include "grammars/yaml/parser.h"

namespace platlint::gitlab {
namespace {

constexpr std::size_t kMaxIncludes = 150;
constexpr int kMaxDepth = 20;

std::string describe(const Tree& include) {
  if (include.kind == Tree::Kind::kScalar) return include.scalar.text().value_or("?");
  for (const char* key : {"project", "remote", "template", "component", "local", "artifact"})
    if (const Tree* found = include.find(key)) return std::string(key) + " " + found->scalar.text().value_or("?");
  return "?";
}

// The path of a local include; empty for any other one.
std::string local_path(const Tree& include) {
  if (const Tree* path = include.find("local")) return path->text();
  const std::string text = include.text();
  return text.starts_with("http://") || text.starts_with("https://") ? std::string() : text;
}

class Loader {
 public:
  explicit Loader(Merge& merge) : merge_(merge) {}

  Tree load(const SourceFile& file, const Tree& given, int depth) {
    const yaml::File* parsed = yaml::parse(file, merge_.arena, merge_.diagnostics);
    std::vector<const yaml::Node*> roots;
    for (const yaml::Document& document : parsed->documents)
      if (document.root != nullptr) roots.push_back(document.root);
    if (roots.empty()) return empty_map(file.whole());
    const bool has_header = roots.size() > 1 && roots[0]->find("spec") != nullptr;
    const Tree header = has_header ? from_node(*roots[0], merge_.arena) : Tree();
    Tree body = from_node(*roots[has_header ? 1 : 0], merge_.arena);
    interpolate(merge_, body, resolve_inputs(merge_, header, given, file));
    return expand(std::move(body), file, depth);
  }

 private:
  Tree expand(Tree body, const SourceFile& file, int depth) {
    const Tree* include = body.find("include");
    if (include == nullptr) return body;
    const std::vector<Tree> items = include->is_list() ? include->list : std::vector<Tree>{*include};
    Tree base = empty_map();
    for (const Tree& item : items) {
      const std::string local = local_path(item);
      const Tree* inputs = item.find("inputs");
      if (local.empty() || local.find('$') != std::string::npos) {
        merge_.result.incomplete = true;
        merge_.gaps.push_back({file.path(), "an include leads out of the repository: " + describe(item)});
        continue;
      }
      if (local.starts_with("./") || std::string("/" + local + "/").find("/../") != std::string::npos) {
        merge_.complain(item.where, "Local file `" + local + "`: paths start at the root and may not lead through ./ or ../.");
        continue;
      }
      const auto files = included_files(local, file);
      if (files.empty()) merge_.complain(item.where, "Local file `" + local + "` does not exist!");
      for (const SourceFile* included : files) {
        if (++includes_ > kMaxIncludes || depth > kMaxDepth) {
          merge_.complain(item.where, "Maximum of " + std::to_string(kMaxIncludes) + " nested includes are allowed!");
          return body;
        }
        merge_into(base, load(*included, inputs != nullptr && inputs->is_map() ? *inputs : empty_map(), depth + 1));
      }
    }
    body.erase("include");
    merge_into(base, body);
    return base;
  }

  std::vector<const SourceFile*> included_files(const std::string& local, const SourceFile& from) const {
    auto files = files_at(local);
    // A pipeline that does not stand at the root belongs to a project of its own below.
    if (files.empty() && from.path().find('/') != std::string::npos) {
      const std::string folder = from.path().substr(0, from.path().rfind('/') + 1);
      files = files_at(folder + (local.starts_with('/') ? local.substr(1) : local));
    }
    return files;
  }

  std::vector<const SourceFile*> files_at(std::string path) const {
    if (path.starts_with('/')) path.erase(0, 1);
    std::vector<const SourceFile*> found;
    const bool is_pattern = path.find('*') != std::string::npos;
    const FilePattern pattern(is_pattern ? path : std::string());
    for (const InputFile& file : merge_.input.list) {
      const SourceFile& source = merge_.input.sources[file.id];
      if (is_pattern ? pattern.matches(source.path()) : source.path() == path) found.push_back(&source);
    }
    return found;
  }

  Merge& merge_;
  std::size_t includes_ = 0;
};

}  // namespace

Tree load(Merge& merge, const SourceFile& entry) { return Loader(merge).load(entry, empty_map(), 0); }

}  // namespace platlint::gitlab
