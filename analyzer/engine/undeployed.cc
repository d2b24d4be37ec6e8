// SPDX-License-Identifier: Apache-2.0
#include "analyzer/engine/undeployed.h"

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

using Paths = std::map<std::string, std::string_view, std::less<>>;

void add_test_data(const Value& suite, const std::string& folder, Paths& paths) {
  for (const std::string_view list : {"resources", "targetResources", "Resources"})
    for (const Value& path : suite[list].items())
      if (path.is_string()) paths.emplace(joined(folder, path.as_string()), "data of a Kyverno test, deployed nowhere");
}

// Source: kubectl.docs.kubernetes.io/references/kustomize/kustomization. A patch in the list may also be its text.
void add_patches(const Value& kustomization, const std::string& folder, Paths& paths) {
  const auto add = [&](const Value& path) {
    if (path.is_string() && path.as_string().find('\n') == std::string_view::npos)
      paths.emplace(joined(folder, path.as_string()), "a patch of Kustomize, a part of another object");
  };
  for (const Value& patch : kustomization["patchesStrategicMerge"].items()) add(patch);
  for (const std::string_view list : {"patches", "patchesJson6902"})
    for (const Value& patch : kustomization[list].items()) add(patch["path"]);
}

bool is_kustomization(std::string_view path) {
  const std::string_view name = path.substr(path.rfind('/') + 1);
  return name == "kustomization.yaml" || name == "kustomization.yml" || name == "Kustomization";
}

}  // namespace

std::map<std::string, std::string_view, std::less<>> undeployed_manifests(const LowerInput& input) {
  Paths paths;
  for (const InputFile& file : input.list) {
    const SourceFile& source = input.sources[file.id];
    const bool suite = file.kind == FileKind::kKyvernoTest;
    if (!suite && !is_kustomization(source.path())) continue;
    Arena arena;
    Diagnostics ignored;  // reported where the file is read as such
    const yaml::File* tree = yaml::parse(source, arena, ignored);
    const std::size_t slash = source.path().rfind('/');
    const std::string folder = source.path().substr(0, slash == std::string::npos ? 0 : slash);
    for (const yaml::Document& document : tree->documents) {
      if (document.root == nullptr) continue;
      const Value root = to_value(*document.root, arena);
      if (suite) add_test_data(root, folder, paths);
      else add_patches(root, folder, paths);
    }
  }
  return paths;
}

}  // namespace platlint
