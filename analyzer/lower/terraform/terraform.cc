// SPDX-License-Identifier: Apache-2.0
//
// The Terraform code of a repository as fragments. A folder that another folder calls as a module is evaluated through its calls;
// every other folder with code is a root of its own. A root is evaluated once for each variable set that the repository shows:
// the files that Terraform loads by itself, plus one of the environments' variable files.
//
// Edges. A value remembers which resource instances it was computed from. After a root's evaluation these references, found anywhere in
// a resource's body, become edges of the graph; equal names make weaker ones.
#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <set>
#include <unordered_map>

#include "analyzer/eval/build.h"
#include "analyzer/eval/convert.h"
#include "analyzer/lower/lower.h"
#include "analyzer/lower/terraform/module_instance.h"
#include "analyzer/support/parallel.h"
#include "grammars/hcl/parser.h"

namespace platlint {
namespace terraform {
namespace {

// Folders that some module call of the repository names.
std::set<std::string> called_directories(const ModuleTable& modules) {
  std::set<std::string> called;
  for (const auto& [path, directory] : modules.all())
    for (const auto& [name, block] : directory.modules) {
      const hcl::Attribute* source = block->body.find("source");
      const std::string_view text = source != nullptr ? literal_text(source->value) : std::string_view();
      if (!text.starts_with("./") && !text.starts_with("../") && text != "." && text != "..") continue;
      if (const auto folder = resolve_path(path, text); folder && *folder != path) called.insert(*folder);
    }
  return called;
}

// A folder that is meant to be called by others: inputs without defaults, no backend and no provider configuration.
bool is_library(const ModuleDirectory& directory) {
  const bool needs_input = std::any_of(directory.variables.begin(), directory.variables.end(), [](const auto& v) { return v.second->body.find("default") == nullptr; });
  const bool backend = std::any_of(directory.settings.begin(), directory.settings.end(), [](const hcl::Block* b) {
    return std::any_of(b->body.blocks.begin(), b->body.blocks.end(), [](const hcl::Block& n) { return n.type == "backend" || n.type == "cloud"; });
  });
  return needs_input && !backend && directory.providers.empty();
}

struct VariableSet {
  std::string name;                // empty: the default set
  std::vector<std::string> files;  // in Terraform's order
};

std::string_view file_name(std::string_view path) { return path.substr(path.rfind('/') + 1); }

std::vector<VariableSet> variable_sets(const ModuleDirectory& directory, const ModuleTable& modules, const LowerInput& input) {
  VariableSet base;
  std::vector<std::string> automatic;
  std::vector<VariableSet> environments;
  constexpr std::string_view kFolders[] = {"env", "envs", "environment", "environments", "vars", "tfvars", "variables", "config"};
  for (const std::string& path : modules.variable_files()) {
    const std::string folder = directory_of(path);
    const std::string_view name = file_name(path);
    if (folder == directory.path) {
      if (name == "terraform.tfvars" || name == "terraform.tfvars.json") base.files.push_back(path);
      else if (name.ends_with(".auto.tfvars") || name.ends_with(".auto.tfvars.json")) automatic.push_back(path);
      else if (name.ends_with(".tfvars")) environments.push_back({std::string(name.substr(0, name.size() - 7)), {path}});
      continue;
    }
    const std::string relative = directory.path.empty() ? folder : folder.starts_with(directory.path + "/") ? folder.substr(directory.path.size() + 1) : std::string();
    const std::string_view first = std::string_view(relative).substr(0, relative.find('/'));
    if (std::find(std::begin(kFolders), std::end(kFolders), first) == std::end(kFolders) || !name.ends_with(".tfvars")) continue;
    // envs/prod.tfvars is the set "prod"; envs/prod/terraform.tfvars as well.
    const bool nested = relative.find('/') != std::string::npos;
    const std::string set(nested ? relative.substr(relative.find('/') + 1) : std::string(name.substr(0, name.size() - 7)));
    environments.push_back({set, {path}});
  }
  base.files.insert(base.files.end(), automatic.begin(), automatic.end());
  std::vector<VariableSet> sets;
  if (!input.variable_files.empty()) {
    base.files.insert(base.files.end(), input.variable_files.begin(), input.variable_files.end());
    return {base};
  }
  const bool complete = std::all_of(directory.variables.begin(), directory.variables.end(), [](const auto& v) { return v.second->body.find("default") != nullptr; });
  if (environments.empty() || complete) sets.push_back(base);
  constexpr std::size_t kMostSets = 12;
  for (VariableSet& environment : environments) {
    if (sets.size() >= kMostSets) break;
    environment.files.insert(environment.files.begin(), base.files.begin(), base.files.end());
    sets.push_back(std::move(environment));
  }
  return sets;
}

// Variable files hold constants.
class NoNames final : public Scope {
 public:
  Value lookup(std::string_view, std::span<const std::string_view>, SourceRange where, std::size_t&, Evaluation& evaluation) override {
    return Value::unknown("variable files hold plain values only", where, evaluation.arena);
  }
};

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
    for (const hcl::Attribute& attribute : body->attributes) root.variables[std::string(attribute.name)] = evaluate(*attribute.value, evaluation);
  }
  for (const auto& [name, text] : root.input.variables) {
    // As on Terraform's command line: text for strings, an expression for the other types.
    const auto declared = root.directory.variables.find(name);
    if (declared == root.directory.variables.end()) continue;
    const hcl::Attribute* type = declared->second->body.find("type");
    const bool is_text = type == nullptr || (type->value->kind == hcl::ExprKind::kVariable && type->value->as<hcl::Variable>().name == "string");
    root.variables[name] = make_string(text, root.arena()).used_at(declared->second->header);
    if (is_text) continue;
    const FileId file = root.input.sources.add("--var " + name, text);
    if (const hcl::Expr* expr = hcl::parse_expression(root.input.sources[file], root.arena(), errors)) root.variables[name] = evaluate(*expr, evaluation).used_at(declared->second->header);
  }
}

// ---- edges

class EdgeCollector {
 public:
  explicit EdgeCollector(Fragment& fragment) : fragment_(fragment) {
    for (const Resource& resource : fragment.resources) by_address_.emplace(resource.address, resource.id);
  }

  void collect() {
    for (const Resource& resource : fragment_.resources) {
      from_ = resource.id;
      for (const Member& member : resource.body.members()) {
        // What is derived from other members repeats their references.
        if (member.key == "tags_all" || member.key == "provider.region" || member.key == "value" || member.key.ends_with(".document")) continue;
        walk(member.value, std::string(member.key), 0);
      }
    }
    join_names();
  }

 private:
  void walk(const Value& value, const std::string& path, int depth) {
    for (const Ref& ref : value.refs()) {
      const auto to = by_address_.find(ref.address);
      if (to == by_address_.end() || to->second == from_) continue;
      fragment_.edges.push_back({from_, to->second, EdgeKind::kReference, fragment_.arena.copy(path), ref.attribute, value.where().valid() ? value.where() : ref.where});
    }
    if (depth > 30) return;
    for (const Value& item : value.items()) walk(item, path, depth + 1);
    for (const Member& member : value.members()) walk(member.value, path + "." + std::string(member.key), depth + 1);
  }

  // Companions that name their resource by its plain name instead of a reference.
  void join_names() {
    struct Join {
      std::string_view from_prefix;  // of the type
      std::string_view from_attribute;
      std::string_view to_type;
      std::string_view to_attribute;
    };
    constexpr std::array kJoins = {
        Join{"aws_s3_bucket_", "bucket", "aws_s3_bucket", "bucket"},      Join{"aws_iam_role_policy", "role", "aws_iam_role", "name"},
        Join{"aws_iam_user_policy", "user", "aws_iam_user", "name"},      Join{"aws_iam_access_key", "user", "aws_iam_user", "name"},
        Join{"aws_ecr_lifecycle_policy", "repository", "aws_ecr_repository", "name"}, Join{"aws_ecr_repository_policy", "repository", "aws_ecr_repository", "name"},
        Join{"aws_eks_node_group", "cluster_name", "aws_eks_cluster", "name"},        Join{"aws_eks_addon", "cluster_name", "aws_eks_cluster", "name"},
        Join{"aws_iam_instance_profile", "role", "aws_iam_role", "name"},
    };
    std::unordered_map<std::string, ResourceId> named;
    for (const Resource& resource : fragment_.resources)
      for (const Join& join : kJoins)
        if (resource.type() == join.to_type)
          if (const auto text = resource[join.to_attribute].string_value()) named.emplace(std::string(join.to_type) + "\n" + std::string(*text), resource.id);
    for (const Resource& resource : fragment_.resources)
      for (const Join& join : kJoins) {
        if (!resource.type().starts_with(join.from_prefix) || resource.type() == join.to_type) continue;
        const Value value = resource[join.from_attribute];
        if (!value.is_string() || !value.refs().empty()) continue;
        if (const auto to = named.find(std::string(join.to_type) + "\n" + std::string(value.as_string())); to != named.end())
          fragment_.edges.push_back({resource.id, to->second, EdgeKind::kName, join.from_attribute, join.to_attribute, value.where()});
      }
  }

  Fragment& fragment_;
  std::unordered_map<std::string_view, ResourceId> by_address_;
  ResourceId from_ = kNoResource;
};

// .terraform/modules/modules.json of a root: what `terraform init` put where. Paths outside the scan root are left out.
std::map<std::string, std::string, std::less<>> installed_modules(const LowerInput& input, const std::string& root) {
  std::map<std::string, std::string, std::less<>> out;
  const std::string base = root.empty() ? "" : root + "/";
  const auto text = input.files.read(base + ".terraform/modules/modules.json", 4U << 20U);
  if (!text) return out;
  const auto json = nlohmann::json::parse(*text, nullptr, false);
  if (!json.is_object() || !json.contains("Modules") || !json["Modules"].is_array()) return out;
  for (const auto& module : json["Modules"]) {
    if (!module.is_object() || !module.contains("Key") || !module.contains("Dir") || !module["Key"].is_string() || !module["Dir"].is_string()) continue;
    if (const auto folder = resolve_path(root, module["Dir"].get<std::string>())) out[module["Key"].get<std::string>()] = *folder;
  }
  return out;
}

}  // namespace
}  // namespace terraform

std::vector<Fragment> lower_terraform(const LowerInput& input) {
  using namespace terraform;
  ModuleTable modules(input);
  if (modules.all().empty()) return modules.take_fragments();
  const std::set<std::string> called = called_directories(modules);
  std::vector<Fragment> fragments;
  for (const auto& [path, directory] : modules.all()) {
    if (called.contains(path)) continue;
    const auto installed = installed_modules(input, path);
    for (const VariableSet& set : variable_sets(directory, modules, input)) {
      RootEvaluation root{.input = input, .modules = modules, .directory = directory, .installed = installed};
      root.variable_set = root.arena().copy(set.name);
      root.library = is_library(directory) && set.files.empty();
      read_variables(root, set);
      {
        ModuleInstance instance(root, directory, nullptr, "", {});
        instance.emit();
      }
      EdgeCollector(root.fragment).collect();
      fragments.push_back(std::move(root.fragment));
    }
  }
  std::vector<Fragment> trees = modules.take_fragments();
  std::move(trees.begin(), trees.end(), std::back_inserter(fragments));
  return fragments;
}

}  // namespace platlint
