// SPDX-License-Identifier: Apache-2.0
#include "analyzer/lower/lower.h"
#include "grammars/yaml/parser.h"

namespace platlint {

bool is_pre_commit(std::string_view path) {
  const std::string_view name = path.substr(path.rfind('/') + 1);
  return name == ".pre-commit-config.yaml" || name == ".pre-commit-config.yml";
}

Fragment lower_pre_commit(const SourceFile& file) {
  Fragment fragment;
  const yaml::File* tree = yaml::parse(file, fragment.arena, fragment.diagnostics);
  const yaml::Node* root = tree->documents.empty() ? nullptr : tree->documents.front().root;
  if (root == nullptr || !root->is_mapping() || root->entries.empty()) return fragment;
  Resource resource;
  resource.domain = Domain::kFile;
  resource.kind = "file/pre-commit";
  resource.name = file.path();
  resource.address = file.path();
  resource.root = file.path();
  resource.range = root->range;
  resource.header = root->entries.front().key.range;
  resource.body = to_value(*root, fragment.arena);
  fragment.add(resource);
  return fragment;
}

}  // namespace platlint
