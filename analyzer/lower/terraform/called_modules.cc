// SPDX-License-Identifier: Apache-2.0
//
// What `terraform init` installed and what lies in vendored or ignored folders is no part of the repository's own code, and a scan leaves
// it out. Modules there that the code calls are read all the same, for their resources are made here.
#include <nlohmann/json.hpp>
#include <set>

#include "analyzer/lower/terraform/module_directory.h"

namespace platlint::terraform {
namespace {

constexpr std::size_t kMaxFiles = 100'000;  // of a run, with those that are read here
constexpr std::uint64_t kMaxFileSize = 4U << 20U;

bool is_json(std::string_view name) { return name.ends_with(".tf.json") || name.ends_with(".tofu.json"); }
bool is_code(std::string_view name) { return is_json(name) || name.ends_with(".tf") || name.ends_with(".tofu"); }

}  // namespace

std::map<std::string, std::string, std::less<>> installed_modules(const FileSystem& files, const std::string& root) {
  std::map<std::string, std::string, std::less<>> out;
  const std::string base = root.empty() ? "" : root + "/";
  const auto text = files.read(base + ".terraform/modules/modules.json", 4U << 20U);
  if (!text) return out;
  const auto json = nlohmann::json::parse(*text, nullptr, false);
  if (!json.is_object() || !json.contains("Modules") || !json["Modules"].is_array()) return out;
  for (const auto& module : json["Modules"]) {
    if (!module.is_object() || !module.contains("Key") || !module.contains("Dir") || !module["Key"].is_string() ||
        !module["Dir"].is_string())
      continue;
    if (const auto folder = resolve_path(root, module["Dir"].get<std::string>())) out[module["Key"].get<std::string>()] = *folder;
  }
  return out;
}

bool ModuleTable::read_external(const std::string& folder) {
  const auto entries = input_.files.list(folder);
  if (!entries) return false;
  std::vector<Parsed*> found;
  std::set<std::string_view> names;
  for (const DirectoryEntry& entry : *entries) {
    if (entry.type != DirectoryEntry::Type::kFile || !is_code(entry.name) || files_.size() >= kMaxFiles) continue;
    std::string path = folder.empty() ? entry.name : folder + "/" + entry.name;
    auto bytes = input_.files.read(path, kMaxFileSize);
    if (!bytes) continue;
    Parsed& parsed = *files_.emplace_back(std::make_unique<Parsed>());
    parsed.id = input_.sources.add(path, *std::move(bytes));
    parsed.path = std::move(path);
    parse(parsed, is_json(entry.name) ? FileKind::kTerraformJson : FileKind::kTerraform);
    found.push_back(&parsed);
    names.insert(entry.name);
  }
  if (found.empty()) return false;
  ModuleDirectory& directory = directories_[folder];
  directory.path = folder;
  directory.external = true;
  const auto replaced = [&](std::string_view path) {
    const std::string name(path.substr(folder.empty() ? 0 : folder.size() + 1));
    const auto beside = [&](std::string_view old, std::string_view tofu) {
      return name.ends_with(old) && names.contains(name.substr(0, name.size() - old.size()) + std::string(tofu));
    };
    return beside(".tf", ".tofu") || beside(".tf.json", ".tofu.json");
  };
  for (const bool overrides : {false, true})
    for (const Parsed* parsed : found)
      if (!replaced(parsed->path) && is_override(parsed->path) == overrides) add_file(directory, *parsed, parsed->path, overrides);
  return true;
}

void ModuleTable::read_called() {
  std::vector<std::string> open;
  for (const auto& [path, directory] : directories_) open.push_back(path);
  std::set<std::string> tried;
  while (!open.empty()) {
    std::set<std::string> called;
    for (const std::string& path : open) {
      const ModuleDirectory& directory = directories_[path];
      for (const auto& [name, block] : directory.modules) {
        const hcl::Attribute* source = block->body.find("source");
        const std::string_view text = source != nullptr ? literal_text(source->value) : std::string_view();
        if (!text.starts_with("./") && !text.starts_with("../") && text != "..") continue;
        if (const auto folder = resolve_path(path, text)) called.insert(*folder);
      }
      if (!directory.external && !directory.modules.empty())
        for (const auto& [name, folder] : installed_modules(input_.files, path)) called.insert(folder);
    }
    open.clear();
    for (const std::string& folder : called)
      if (find(folder) == nullptr && tried.insert(folder).second && read_external(folder)) open.push_back(folder);
  }
}

}  // namespace platlint::terraform
