// SPDX-License-Identifier: Apache-2.0
//
// The Terraform code of a repository as fragments. A folder that another folder calls as a module is evaluated through its calls;
// every other folder with code is a root of its own. A root is evaluated once for each variable set that the repository shows:
// the files that Terraform loads by itself, plus one of the environments' variable files.
#include <algorithm>
#include <set>

#include "analyzer/lower/lower.h"
#include "analyzer/lower/terraform/code.h"
#include "analyzer/lower/terraform/module_instance.h"
#include "analyzer/lower/terraform/remote_state.h"
#include "analyzer/lower/terraform/variable_sets.h"
#include "analyzer/support/parallel.h"

namespace platlint {
namespace terraform {
namespace {

// A folder that is meant to be called by others: inputs without defaults, no backend and no provider configuration.
bool is_library(const ModuleDirectory& directory) {
  const bool needs_input = std::any_of(directory.variables.begin(), directory.variables.end(),
                                       [](const auto& v) { return v.second->body.find("default") == nullptr; });
  const bool backend = std::any_of(directory.settings.begin(), directory.settings.end(), [](const hcl::Block* b) {
    return std::any_of(b->body.blocks.begin(), b->body.blocks.end(),
                       [](const hcl::Block& n) { return n.type == "backend" || n.type == "cloud"; });
  });
  return needs_input && !backend && directory.providers.empty();
}

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

// What the evaluation of other roots left: nothing but the memory that values live in.
void keep_memory(RootEvaluation& root, std::vector<Fragment>& fragments) {
  for (auto& [producer, evaluation] : root.producers) {
    keep_memory(*evaluation, fragments);
    fragments.push_back({.arena = std::move(evaluation->fragment.arena)});
  }
}

}  // namespace
}  // namespace terraform

std::vector<Fragment> lower_terraform(const LowerInput& input) {
  using namespace terraform;
  ModuleTable modules(input);
  if (modules.all().empty()) return modules.take_fragments();
  // Reading variables changes tables that all roots share; evaluation does not.
  std::vector<std::unique_ptr<RootEvaluation>> roots;
  Diagnostics limits;
  for (const ModuleDirectory* directory : root_directories(modules)) {
    const auto installed = installed_modules(input.files, directory->path);
    for (const VariableSet& set : variable_sets(*directory, modules, input, limits)) {
      RootEvaluation& root = *roots.emplace_back(std::make_unique<RootEvaluation>(input, modules, *directory));
      root.installed = installed;
      root.variable_set = root.arena().copy(set.name);
      root.library = is_library(*directory) && set.files.empty();
      read_variables(root, set);
    }
  }
  for (const auto& root : roots) root->budget = std::max(kMinRootSize, std::min(kMaxRootSize, kMaxRunSize / roots.size()));
  modules.report(std::move(limits));
  const RemoteStates states(roots);
  parallel_for(
      roots.size(), input.jobs,
      [&](std::size_t i, std::size_t) {
        RootEvaluation& root = *roots[i];
        root.states = &states;
        root.instance = std::make_unique<ModuleInstance>(root, root.directory, nullptr, "", std::span<const CallSite>{});
        root.instance->emit();
        root.instance.reset();
        collect_edges(root);
      },
      kDeepStack);
  std::vector<Fragment> fragments;
  for (const auto& root : roots) {
    fragments.push_back(std::move(root->fragment));
    keep_memory(*root, fragments);
  }
  fragments.push_back(lower_code(modules, input));
  std::vector<Fragment> trees = modules.take_fragments();
  std::move(trees.begin(), trees.end(), std::back_inserter(fragments));
  return fragments;
}

}  // namespace platlint
