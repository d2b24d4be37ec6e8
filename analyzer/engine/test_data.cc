// SPDX-License-Identifier: Apache-2.0
#include "analyzer/engine/test_data.h"

#include "grammars/yaml/parser.h"

namespace platlint {
namespace {

// "a/b" and "../c.yaml" -> "a/c.yaml"; empty when the path leaves the scan root.
std::string joined(std::string folder, std::string_view path) {
  while (!path.empty()) {
    const std::size_t slash = path.find('/');
    const std::string_view part = path.substr(0, slash);
    path = slash == std::string_view::npos ? std::string_view() : path.substr(slash + 1);
    if (part.empty() || part == ".") continue;
    if (part == "..") {
      if (folder.empty()) return {};
      folder.resize(folder.rfind('/') == std::string::npos ? 0 : folder.rfind('/'));
    } else {
      folder += (folder.empty() ? "" : "/") + std::string(part);
    }
  }
  return folder;
}

}  // namespace

std::set<std::string, std::less<>> kyverno_test_data(const LowerInput& input) {
  std::set<std::string, std::less<>> paths;
  for (const InputFile& file : input.list) {
    if (file.kind != FileKind::kKyvernoTest) continue;
    const SourceFile& source = input.sources[file.id];
    Arena arena;
    Diagnostics ignored;  // reported where the file is read as such
    const yaml::File* tree = yaml::parse(source, arena, ignored);
    const std::size_t slash = source.path().rfind('/');
    const std::string folder = source.path().substr(0, slash == std::string::npos ? 0 : slash);
    for (const yaml::Document& document : tree->documents) {
      if (document.root == nullptr) continue;
      const Value suite = to_value(*document.root, arena);
      for (const std::string_view list : {"resources", "targetResources", "Resources"})
        for (const Value& path : suite[list].items())
          if (path.is_string()) paths.insert(joined(folder, path.as_string()));
    }
  }
  return paths;
}

}  // namespace platlint
