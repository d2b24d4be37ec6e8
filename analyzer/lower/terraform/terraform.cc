// SPDX-License-Identifier: Apache-2.0
//
// The Terraform code of a repository as fragments. A folder that another folder calls as a module is evaluated through its calls;
// every other folder with code is a root of its own.
#include <algorithm>
#include <set>

#include "analyzer/lower/lower.h"
#include "analyzer/lower/terraform/code.h"
#include "analyzer/lower/terraform/evaluations.h"

namespace platlint {
namespace terraform {
namespace {

// The folder that a call's literal source names; nothing for registries and the like.
std::optional<std::string> called_directory(const ModuleTable& modules, const std::string& from, const hcl::Block& call) {
  const hcl::Attribute* source = call.body.find("source");
  const std::string_view text = source != nullptr ? literal_text(source->value) : std::string_view();
  if (!text.starts_with("./") && !text.starts_with("../") && text != "." && text != "..") return std::nullopt;
  const auto folder = resolve_path(from, text);
  if (!folder) return std::nullopt;
  const ModuleDirectory* directory = modules.find(*folder);
  return directory != nullptr ? directory->path : *folder;
}

// Folders that nobody calls; and of folders that only call one another, the first.
std::vector<const ModuleDirectory*> root_directories(const ModuleTable& modules) {
  std::set<std::string> called;
  for (const auto& [path, directory] : modules.all())
    for (const auto& [name, block] : directory.modules)
      if (auto folder = called_directory(modules, path, *block); folder && *folder != path) called.insert(*std::move(folder));
  std::vector<const ModuleDirectory*> roots;
  std::set<std::string> reached;
  const auto take = [&](const ModuleDirectory& root) {
    roots.push_back(&root);
    std::vector<const ModuleDirectory*> open = {&root};
    while (!open.empty()) {
      const ModuleDirectory& directory = *open.back();
      open.pop_back();
      if (!reached.insert(directory.path).second) continue;
      for (const auto& [name, block] : directory.modules)
        if (const auto folder = called_directory(modules, directory.path, *block))
          if (const ModuleDirectory* next = modules.find(*folder)) open.push_back(next);
    }
  };
  for (const auto& [path, directory] : modules.all())
    if (!called.contains(path) && !directory.external) take(directory);
  for (const auto& [path, directory] : modules.all())
    if (!reached.contains(path) && !directory.external) take(directory);
  return roots;
}

}  // namespace
}  // namespace terraform

std::vector<Fragment> lower_terraform(const LowerInput& input) {
  using namespace terraform;
  ModuleTable modules(input);
  if (modules.all().empty()) return modules.take_fragments();
  std::vector<Fragment> fragments = evaluate_roots(root_directories(modules), modules, input);
  fragments.push_back(lower_code(modules, input));
  std::vector<Fragment> trees = modules.take_fragments();
  std::move(trees.begin(), trees.end(), std::back_inserter(fragments));
  return fragments;
}

}  // namespace platlint
