// SPDX-License-Identifier: Apache-2.0
//
// A root is evaluated once for each variable set that the repository shows: the files that Terraform loads by itself, plus one of the
// environments' variable files. A root without such files whose evaluation gave away names of workspaces (see analyzer/eval/workspace.h)
// is then evaluated for each of those.
//
// A run as a whole has limits of its own, which grow with the size of the code: a thousand small roots must not take what one may. Who has
// used how much must not depend on the number of threads, so roots are evaluated in batches of one size, and what a batch may use depends
// on what the batches before it have left.
#include "analyzer/lower/terraform/evaluations.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <set>

#include "analyzer/lower/terraform/module_instance.h"
#include "analyzer/lower/terraform/remote_state.h"
#include "analyzer/lower/terraform/variable_sets.h"
#include "analyzer/support/parallel.h"

namespace platlint::terraform {
namespace {

constexpr std::size_t kBatch = 16;
constexpr std::uint64_t kMaxRunSize = 2 * kMaxRootSize;            // what all expressions of a run may cost
constexpr std::uint64_t kMinRootSize = kMaxEvaluationSize / 16;    // what a root always may
constexpr std::size_t kMaxRunMemory = kMaxRootMemory / 2;          // bytes of all values of a run
constexpr std::size_t kMinRootMemory = std::size_t{1} << 20U;      // what a root always may have
constexpr std::size_t kForEachByte = 64;                           // of code, on top of both
constexpr std::size_t kMostWorkspaces = 8;                         // that a root is evaluated for beside the default one
constexpr std::size_t kMaxWorkspaceInstances = kMaxRootInstances;  // of all roots in all of those, and one more for each kBytesOfInstance
constexpr std::size_t kBytesOfInstance = 200;

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

// What the evaluation of other roots left: nothing but the memory that values live in.
void keep_memory(RootEvaluation& root, std::vector<Fragment>& fragments) {
  for (auto& [producer, evaluation] : root.producers) {
    keep_memory(*evaluation, fragments);
    fragments.push_back({.arena = std::move(evaluation->fragment.arena)});
  }
}

std::size_t memory_of(const RootEvaluation& root) {
  std::size_t bytes = root.fragment.arena.bytes();
  for (const auto& [producer, evaluation] : root.producers) bytes += memory_of(*evaluation);
  return bytes;
}

class Evaluations {
 public:
  Evaluations(const std::vector<const ModuleDirectory*>& directories, ModuleTable& modules, const LowerInput& input)
      : input_(input), modules_(modules) {
    std::size_t code = 0;
    for (const auto& [path, directory] : modules.all())
      for (const ModuleDirectory::File& file : directory.files) code += input.sources[file.id].text().size();
    cost_left_ += code * kForEachByte;
    memory_left_ += code * kForEachByte;
    workspace_instances_ += code / kBytesOfInstance;
    // Reading variables changes tables that all roots share; evaluation does not.
    Diagnostics limits;
    for (const ModuleDirectory* directory : directories) {
      const std::vector<VariableSet> sets = variable_sets(*directory, modules, input, limits);
      for (const VariableSet& set : sets) add(*directory, set);
      // A root with named sets shows its environments already.
      if (sets.size() == 1 && sets.front().name.empty() && input.variable_files.empty()) plain_.insert(directory);
    }
    modules.report(std::move(limits));
    states_.emplace(roots_);
    run(0);
    const std::size_t first = roots_.size();
    add_workspaces();
    run(first);
    drop_incomplete();
  }

  std::vector<Fragment> take_fragments() {
    std::vector<Fragment> fragments;
    for (std::size_t i = 0; i < roots_.size(); ++i) {
      // Others may have read values of one that is dropped.
      if (kept_[i]) fragments.push_back(std::move(roots_[i]->fragment));
      else fragments.push_back({.arena = std::move(roots_[i]->fragment.arena)});
      keep_memory(*roots_[i], fragments);
    }
    return fragments;
  }

 private:
  void add(const ModuleDirectory& directory, const VariableSet& set) {
    RootEvaluation& root = *roots_.emplace_back(std::make_unique<RootEvaluation>(input_, modules_, directory));
    root.installed = installed_modules(input_.files, directory.path);
    root.variable_set = root.arena().copy(set.name);
    root.workspace.name = root.arena().copy(set.workspace);
    root.library = is_library(directory) && set.files.empty();
    read_variables(root, set);
    sets_.push_back(set);
    kept_.push_back(true);
  }

  void run(std::size_t begin) {
    for (; begin < roots_.size(); begin += kBatch) {
      const std::size_t count = std::min(kBatch, roots_.size() - begin);
      for (std::size_t i = begin; i < begin + count; ++i) {
        RootEvaluation& root = *roots_[i];
        root.budget = std::clamp(cost_left_ / count, kMinRootSize, kMaxRootSize);
        root.max_memory = std::clamp(memory_left_ / count, kMinRootMemory, kMaxRootMemory) + root.arena().bytes();
        cost_.push_back(root.budget);
      }
      parallel_for(
          count, input_.jobs, [&](std::size_t i, std::size_t) { evaluate(*roots_[begin + i]); }, kDeepStack);
      for (std::size_t i = begin; i < begin + count; ++i) {
        cost_[i] -= roots_[i]->budget;
        cost_left_ -= std::min(cost_left_, cost_[i]);
        memory_left_ -= std::min(memory_left_, memory_of(*roots_[i]));
      }
    }
  }

  void evaluate(RootEvaluation& root) const {
    root.states = &*states_;
    root.instance = std::make_unique<ModuleInstance>(root, root.directory, nullptr, "", std::span<const CallSite>{});
    root.instance->emit();
    root.instance.reset();
    collect_edges(root);
  }

  void add_workspaces() {
    const std::size_t evaluated = roots_.size();
    for (std::size_t i = 0; i < evaluated; ++i) {
      const ModuleDirectory& directory = roots_[i]->directory;
      VariableSet set = sets_[i];
      if (!plain_.contains(&directory)) {
        // The environment has another name than its workspace.
        if (!roots_[i]->workspace.missing || set.workspace == kDefaultWorkspace) continue;
        kept_[i] = false;
        set.workspace = kDefaultWorkspace;
        add(directory, set);
        continue;
      }
      const std::vector<std::string> names(roots_[i]->workspace.others.begin(), roots_[i]->workspace.others.end());
      const std::size_t room = std::min(names.size(), workspaces_to_spare(i));
      workspace_instances_ -= room * roots_[i]->instances;
      for (std::size_t n = 0; n < room; ++n) {
        set.name = set.workspace = names[n];
        add(directory, set);
      }
      if (room < names.size())
        roots_[i]->fragment.gaps.push_back({directory.path.empty() ? "." : directory.path,
                                            "workspace \"" + names[room] + "\" and those after it were not evaluated: too many"});
    }
  }

  // For how many more workspaces a root may be evaluated: with all of them together it must stay within what one evaluation may cost.
  std::size_t workspaces_to_spare(std::size_t i) const {
    const RootEvaluation& root = *roots_[i];
    const auto fit = [](std::size_t most, std::size_t one) { return most / std::max<std::size_t>(1, one); };
    return std::min({kMostWorkspaces, fit(kMaxRootInstances - std::min(kMaxRootInstances, root.instances), root.instances),
                     fit(workspace_instances_, root.instances), fit(kMaxRootSize - cost_[i], cost_[i]), fit(cost_left_, cost_[i]),
                     fit(memory_left_, memory_of(root))});
  }

  // Nobody works in a workspace for which some map lacks a key, if there is one for which they all have it.
  void drop_incomplete() {
    std::set<const ModuleDirectory*> complete;
    for (const auto& root : roots_)
      if (!root->workspace.missing && plain_.contains(&root->directory)) complete.insert(&root->directory);
    for (std::size_t i = 0; i < roots_.size(); ++i)
      if (roots_[i]->workspace.missing && complete.contains(&roots_[i]->directory)) kept_[i] = false;
  }

  const LowerInput& input_;
  ModuleTable& modules_;
  std::vector<std::unique_ptr<RootEvaluation>> roots_ = {};
  std::vector<VariableSet> sets_ = {};    // of each root
  std::vector<bool> kept_ = {};           // is each root's outcome part of the program?
  std::vector<std::uint64_t> cost_ = {};  // what each root has used
  std::uint64_t cost_left_ = kMaxRunSize;
  std::size_t memory_left_ = kMaxRunMemory;
  std::size_t workspace_instances_ = kMaxWorkspaceInstances;  // that may still be
  std::set<const ModuleDirectory*> plain_ = {};               // with the default set alone
  std::optional<RemoteStates> states_ = {};                   // of the first evaluations
};

}  // namespace

std::vector<Fragment> evaluate_roots(const std::vector<const ModuleDirectory*>& directories, ModuleTable& modules,
                                     const LowerInput& input) {
  return Evaluations(directories, modules, input).take_fragments();
}

}  // namespace platlint::terraform
