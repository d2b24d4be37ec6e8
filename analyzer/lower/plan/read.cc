// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "analyzer/lower/lower.h"
#include "analyzer/lower/plan/plan.h"
#include "grammars/yaml/parser.h"

namespace platlint::plan {
namespace {

constexpr int kMaxModuleDepth = 20;

std::string_view text_of(const Value& value) { return value.is_string() ? value.as_string() : std::string_view(); }

std::string_view action_of(const Value& actions) {
  const auto list = actions.items();
  if (list.size() == 2) return "replace";  // delete and create, in either order
  return list.size() == 1 ? text_of(list[0]) : std::string_view();
}

void read_modules(const Value& module, const std::string& path, int depth, Plan& plan) {
  PlannedModule& here = plan.modules[path];
  here.value = module;
  for (const Value& resource : module["resources"].items()) here.resources.emplace(text_of(resource["address"]), resource);
  if (depth == kMaxModuleDepth) return;
  for (const Member& call : module["module_calls"].members())
    read_modules(call.value["module"], path + (path.empty() ? "" : ".") + "module." + std::string(call.key), depth + 1, plan);
}

void add(const Value& entry, const Value& change, std::string_view module_address, Plan& plan) {
  PlannedResource resource;
  resource.address = text_of(entry["address"]);
  resource.module_address = module_address;
  resource.type = text_of(entry["type"]);
  resource.name = text_of(entry["name"]);
  resource.data = entry["mode"].equals("data") == Tri::kTrue;
  resource.index = entry["index"];
  resource.action = action_of(change["actions"]);
  resource.change = change;
  resource.reason = entry["action_reason"];
  resource.where = entry["address"].where();
  if (resource.address.empty() || resource.type.empty()) return;
  if (const auto module = plan.modules.find(without_keys(module_address)); module != plan.modules.end())
    if (const auto at =
            module->second.resources.find((resource.data ? "data." : "") + std::string(resource.type) + "." + std::string(resource.name));
        at != module->second.resources.end())
      resource.configuration = at->second;
  plan.resources.push_back(resource);
}

// `planned_values` (or the data sources of `prior_state`), for what is in no list of changes.
void add_values(const Value& module, std::string_view address, bool data, int depth, Arena& arena, Plan& plan) {
  for (const Value& entry : module["resources"].items()) {
    if ((entry["mode"].equals("data") == Tri::kTrue) != data) continue;
    const Member members[] = {{"after", {}, entry["values"]}, {"after_sensitive", {}, entry["sensitive_values"]}};
    add(entry, Value::map(arena.copy(std::span<const Member>(members))), address, plan);
  }
  if (depth == kMaxModuleDepth) return;
  for (const Value& child : module["child_modules"].items()) add_values(child, text_of(child["address"]), data, depth + 1, arena, plan);
}

}  // namespace

std::vector<std::string_view> address_parts(std::string_view address) {
  std::vector<std::string_view> parts;
  std::size_t begin = 0;
  bool bracket = false;
  bool quote = false;
  for (std::size_t i = 0; i < address.size(); ++i) {
    const char c = address[i];
    if (quote && c == '\\') ++i;
    else if (bracket && c == '"') quote = !quote;
    else if (!quote && c == '[') bracket = true;
    else if (!quote && c == ']') bracket = false;
    else if (!bracket && c == '.') {
      parts.push_back(address.substr(begin, i - begin));
      begin = i + 1;
    }
  }
  parts.push_back(address.substr(begin));
  return parts;
}

std::string without_keys(std::string_view address) {
  std::string out;
  for (const std::string_view part : address_parts(address)) {
    if (!out.empty()) out += '.';
    out += part.substr(0, part.find('['));
  }
  return out;
}

Plan read_plan(const SourceFile& file, Fragment& fragment) {
  Plan plan{.file = file.id(), .path = file.path()};
  const yaml::File* tree = yaml::parse_json(file, fragment.arena, fragment.diagnostics);
  if (tree == nullptr || tree->documents.empty() || tree->documents.front().root == nullptr) return plan;
  plan.root = to_value(*tree->documents.front().root, fragment.arena);
  const std::string_view format = text_of(plan.root["format_version"]);
  if (!format.starts_with("1.") && !format.starts_with("0.")) {
    fragment.gaps.push_back({file.path(), "a plan of format " + std::string(format) + " cannot be read; 1.x can"});
    return plan;
  }
  if (plan.root["errored"].is_true() == Tri::kTrue)
    fragment.gaps.push_back({file.path(), "planning ended with an error, so the plan is incomplete"});
  read_modules(plan.root["configuration"]["root_module"], "", 0, plan);
  const Value changes = plan.root["resource_changes"];
  for (const Value& entry : changes.items()) add(entry, entry["change"], text_of(entry["module_address"]), plan);
  if (changes.items().empty()) add_values(plan.root["planned_values"]["root_module"], "", false, 0, fragment.arena, plan);
  add_values(plan.root["prior_state"]["values"]["root_module"], "", true, 0, fragment.arena, plan);
  return plan;
}

}  // namespace platlint::plan
