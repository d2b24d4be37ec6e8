// SPDX-License-Identifier: Apache-2.0
#include "analyzer/lower/github/local_files.h"

#include "analyzer/lower/github/reader.h"
#include "grammars/yaml/parser.h"

namespace platlint::github {

LocalFiles::LocalFiles(const LowerInput& input, std::string_view path) : input_(input) {
  const std::size_t at = path.find(".github/");
  if (at != std::string_view::npos && (at == 0 || path[at - 1] == '/')) root_ = path.substr(0, at);
}

std::string LocalFiles::path_of(std::string_view reference) const {
  if (reference.starts_with("$/") || reference.starts_with("./")) reference.remove_prefix(2);
  while (reference.ends_with('/')) reference.remove_suffix(1);
  const auto clean = resolve_path("", root_ + std::string(reference));
  return clean ? *clean : std::string();
}

const Interface* LocalFiles::read(const std::string& path, bool action) {
  const auto [at, fresh] = known_.try_emplace(path);
  if (!fresh) return at->second ? &*at->second : nullptr;
  const SourceFile* file = path.empty() ? nullptr : input_.sources.find(path);
  if (file == nullptr) return nullptr;
  Diagnostics ignored;
  const yaml::File* tree = yaml::parse(*file, arena_, ignored);
  if (!ignored.empty() || tree->documents.empty() || tree->documents.front().root == nullptr) return nullptr;
  const yaml::Node& root = *tree->documents.front().root;
  Workflow workflow;
  Complaints complaints;
  Reader reader(*file, workflow, complaints);
  Interface found;
  if (action) {
    reader.action(root);
  } else {
    reader.workflow(root);
  }
  found.inputs = workflow.call_inputs;
  found.called = workflow.called;
  for (const Name& output : workflow.call_outputs) found.outputs.emplace_back(output.text);
  for (const Name& secret : workflow.call_secrets) found.secrets.emplace_back(secret.text);
  for (const Name& secret : workflow.required_secrets) found.required_secrets.emplace_back(secret.text);
  at->second = std::move(found);
  return &*at->second;
}

const Interface* LocalFiles::action(std::string_view reference) {
  const std::string folder = path_of(reference);
  for (const char* name : {"action.yml", "action.yaml"})
    if (const Interface* found = read(folder.empty() ? name : folder + "/" + name, true)) return found;
  return nullptr;
}

const Interface* LocalFiles::workflow(std::string_view reference) { return read(path_of(reference), false); }

bool LocalFiles::is_missing(std::string_view reference) const {
  const std::string path = path_of(reference);
  if (path.empty() || input_.sources.find(path) != nullptr) return false;
  // Only below a folder that exists can a file be missed: a scan of a part of the repository does not see the rest.
  const std::size_t slash = path.rfind('/');
  return input_.files.stat(slash == std::string::npos ? "" : path.substr(0, slash)).has_value() && !input_.files.stat(path).has_value();
}

}  // namespace platlint::github
