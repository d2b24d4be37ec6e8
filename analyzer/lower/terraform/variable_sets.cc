// SPDX-License-Identifier: Apache-2.0
//
// A root is evaluated once for each environment that the repository shows. Terraform loads terraform.tfvars and *.auto.tfvars by itself,
// so they belong to every set. Any other variable file is somebody's -var-file, and which ones go together nobody wrote down; by
// custom each stands for an environment: prod.tfvars beside the code, or envs/prod.tfvars, or envs/prod/anything.tfvars (those of one
// folder together). Examples count only where nothing else is there.
#include "analyzer/lower/terraform/variable_sets.h"

#include <algorithm>
#include <iterator>

#include "analyzer/eval/build.h"
#include "analyzer/support/glob.h"
#include "grammars/hcl/parser.h"

namespace platlint::terraform {
namespace {

std::string_view file_name(std::string_view path) { return path.substr(path.rfind('/') + 1); }

bool drop_ending(std::string_view& name, std::string_view ending) {
  if (!name.ends_with(ending)) return false;
  name.remove_suffix(ending.size());
  return true;
}

bool is_example(std::string_view name) {
  for (const std::string_view word : {"example", "sample", "template"})
    if (name.find(word) != std::string_view::npos) return true;
  return false;
}

// A glob over roots names them exactly: what lies below a root is another root.
bool names_root(std::string_view glob, std::string_view root) {
  while (glob.starts_with("./")) glob.remove_prefix(2);
  if (glob.empty() || glob == "." || root.empty()) return root.empty() && (glob.empty() || glob == "." || glob == "**" || glob == "*");
  const bool below =
      !glob.ends_with("**") && root.find('/') != std::string_view::npos && matches_path(glob, root.substr(0, root.rfind('/')));
  return matches_path(glob, root) && !below;
}

// Who uses workspaces gives them the names of the environments.
std::string workspace_of(std::string_view set) { return std::string(set.substr(set.rfind('/') + 1)); }

}  // namespace

std::vector<VariableSet> variable_sets(const ModuleDirectory& directory, const ModuleTable& modules, const LowerInput& input,
                                       Diagnostics& limits) {
  VariableSet base;
  std::vector<std::string> automatic;
  std::map<std::string, std::vector<std::string>> environments;
  std::map<std::string, std::vector<std::string>> examples;
  constexpr std::string_view kFolders[] = {"env", "envs", "environment", "environments", "vars", "tfvars", "variables", "config"};
  for (const std::string& path : modules.variable_files()) {
    const std::string folder = directory_of(path);
    const bool here = folder == directory.path;
    std::string_view name = file_name(path);
    drop_ending(name, ".json");
    if (!drop_ending(name, ".tfvars")) continue;
    if (here && name == "terraform") {
      base.files.push_back(path);
    } else if (here && name.ends_with(".auto")) {
      automatic.push_back(path);
    } else if (here) {
      (is_example(name) ? examples : environments)[std::string(name)].push_back(path);
    } else {
      const std::string relative = directory.path.empty()                     ? folder
                                   : folder.starts_with(directory.path + "/") ? folder.substr(directory.path.size() + 1)
                                                                              : std::string();
      const std::string_view first = std::string_view(relative).substr(0, relative.find('/'));
      if (std::find(std::begin(kFolders), std::end(kFolders), first) == std::end(kFolders)) continue;
      // A folder of code has variable files of its own.
      if (modules.find(folder) != nullptr) continue;
      const std::string set = relative.find('/') != std::string::npos ? relative.substr(relative.find('/') + 1) : std::string(name);
      (is_example(set) ? examples : environments)[set].push_back(path);
    }
  }
  base.files.insert(base.files.end(), automatic.begin(), automatic.end());
  if (!input.variable_files.empty()) {
    base.files.insert(base.files.end(), input.variable_files.begin(), input.variable_files.end());
    return {base};
  }
  if (environments.empty() && base.files.empty()) environments = std::move(examples);
  const bool complete = std::all_of(directory.variables.begin(), directory.variables.end(),
                                    [](const auto& v) { return v.second->body.find("default") != nullptr; });
  std::vector<VariableSet> sets;
  std::vector<VariableSet> configured;
  for (const ConfiguredSet& set : input.sets) {
    if (!names_root(set.path, directory.path)) continue;
    environments.erase(set.name);
    VariableSet& added = configured.emplace_back(VariableSet{set.name, base.files, set.variables, workspace_of(set.name)});
    added.files.insert(added.files.end(), set.variable_files.begin(), set.variable_files.end());
  }
  if ((environments.empty() && configured.empty()) || complete) sets.push_back(base);
  for (const auto& [name, files] : environments) {
    if (sets.size() == kMostVariableSets) {
      const SourceFile* first = input.sources.find(files.front());
      limits.push_back({Diagnostic::Kind::kLimit, first != nullptr ? SourceRange{first->id(), 0, 0} : SourceRange(),
                        "The root \"" + directory.path + "\" has more than " + std::to_string(kMostVariableSets) + " variable sets; \"" +
                            name + "\" and those after it were not evaluated."});
      break;
    }
    VariableSet set{name, base.files, {}, workspace_of(name)};
    set.files.insert(set.files.end(), files.begin(), files.end());
    sets.push_back(std::move(set));
  }
  sets.insert(sets.end(), std::make_move_iterator(configured.begin()), std::make_move_iterator(configured.end()));
  return sets;
}

void read_variables(RootEvaluation& root, const VariableSet& set) {
  NoNames names;
  Diagnostics errors;
  Evaluation evaluation{.arena = root.arena(), .scope = names, .errors = &errors};
  for (const std::string& path : set.files) {
    const hcl::Body* body = root.modules.variable_file(path);
    if (body == nullptr) {
      root.fragment.gaps.push_back({path, "the variable file cannot be read"});
      continue;
    }
    for (const hcl::Attribute& attribute : body->attributes)
      root.variables[std::string(attribute.name)] = evaluate(*attribute.value, evaluation);
  }
  std::vector<std::pair<std::string, std::string>> given = set.variables;
  given.insert(given.end(), root.input.variables.begin(), root.input.variables.end());
  for (const auto& [name, text] : given) {
    // As on Terraform's command line: text for strings, an expression for the other types.
    const auto declared = root.directory.variables.find(name);
    if (declared == root.directory.variables.end()) continue;
    const hcl::Attribute* type = declared->second->body.find("type");
    const bool is_text =
        type == nullptr || (type->value->kind == hcl::ExprKind::kVariable && type->value->as<hcl::Variable>().name == "string");
    root.variables[name] = make_string(text, root.arena()).used_at(declared->second->header);
    if (is_text) continue;
    const FileId file = root.input.sources.add("--var " + name, text);
    if (const hcl::Expr* expr = hcl::parse_expression(root.input.sources[file], root.arena(), errors))
      root.variables[name] = evaluate(*expr, evaluation).used_at(declared->second->header);
  }
}

}  // namespace platlint::terraform
