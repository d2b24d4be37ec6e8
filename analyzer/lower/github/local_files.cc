// SPDX-License-Identifier: Apache-2.0
#include "analyzer/lower/github/local_files.h"

#include "analyzer/lower/github/reader.h"
#include "grammars/yaml/parser.h"

namespace platlint::github {

LocalFiles::LocalFiles(const LowerInput& input, Interfaces& interfaces, std::string_view path) : input_(input), interfaces_(interfaces) {
  const std::size_t at = path.find(".github/");
  if (at != std::string_view::npos && (at == 0 || path[at - 1] == '/')) root_ = path.substr(0, at);
}

std::string LocalFiles::path_of(std::string_view reference) const {
  if (reference.starts_with("$/") || reference.starts_with("./")) reference.remove_prefix(2);
  while (reference.ends_with('/')) reference.remove_suffix(1);
  const auto clean = resolve_path("", root_ + std::string(reference));
  return clean ? *clean : std::string();
}

const Interface* Interfaces::of(const std::string& path, bool action) {
  if (path.empty()) return nullptr;
  Entry* entry = nullptr;
  {
    const std::lock_guard lock(mutex_);
    auto& known = entries_[path];
    if (known == nullptr) known = std::make_unique<Entry>();
    entry = known.get();
  }
  std::call_once(entry->once, [&] { read(path, action, *entry); });
  return entry->found ? &*entry->found : nullptr;
}

void Interfaces::read(const std::string& path, bool action, Entry& entry) const {
  const SourceFile* file = input_.sources.find(path);
  if (file == nullptr) return;
  Diagnostics ignored;
  const yaml::File* tree = yaml::parse(*file, entry.arena, ignored);
  if (!ignored.empty() || tree->documents.empty() || tree->documents.front().root == nullptr) return;
  const yaml::Node& root = *tree->documents.front().root;
  Workflow workflow;
  Complaints complaints;
  Reader reader(*file, workflow, complaints);
  if (action) reader.action(root);
  else reader.workflow(root);
  Interface& found = entry.found.emplace();
  found.inputs = workflow.call_inputs;
  found.called = workflow.called;
  for (const Name& output : workflow.call_outputs) found.outputs.emplace_back(output.text);
  for (const Name& secret : workflow.call_secrets) found.secrets.emplace_back(secret.text);
  for (const Name& secret : workflow.required_secrets) found.required_secrets.emplace_back(secret.text);
}

const Interface* LocalFiles::action(std::string_view reference) {
  const std::string folder = path_of(reference);
  for (const char* name : {"action.yml", "action.yaml"})
    if (const Interface* found = interfaces_.of(folder.empty() ? name : folder + "/" + name, true)) return found;
  return nullptr;
}

const Interface* LocalFiles::workflow(std::string_view reference) { return interfaces_.of(path_of(reference), false); }

bool LocalFiles::is_missing(std::string_view reference) const {
  const std::string path = path_of(reference);
  if (path.empty() || input_.sources.find(path) != nullptr) return false;
  // Only below a folder that exists can a file be missed: a scan of a part of the repository does not see the rest.
  const std::size_t slash = path.rfind('/');
  return input_.files.stat(slash == std::string::npos ? "" : path.substr(0, slash)).has_value() && !input_.files.stat(path).has_value();
}

}  // namespace platlint::github
