// SPDX-License-Identifier: Apache-2.0
//
// Calls of modules: which folder a call means, its instances, and what other expressions see of its outputs.
#include <algorithm>
#include <utility>

#include "analyzer/eval/build.h"
#include "analyzer/lower/terraform/module_instance.h"

namespace platlint::terraform {

std::string instance_suffix(const Value& key, bool unknown) {
  if (key.is_missing()) return "";
  if (unknown) return "[*]";
  if (key.is_number()) return "[" + key.as_number().to_string() + "]";
  std::string text = "[\"";
  for (const char c : key.as_string()) {
    if (c == '"' || c == '\\') text += '\\';
    text += c;
  }
  return text + "\"]";
}

namespace {

// Is the folder in a Git submodule? A clone has an empty folder there until somebody asks for more.
bool is_in_submodule(const FileSystem& files, std::string_view folder) {
  const auto text = files.read(".gitmodules", 1U << 20U);
  if (!text) return false;
  std::string_view rest = *text;
  while (!rest.empty()) {
    const std::size_t end = rest.find('\n');
    std::string_view line = rest.substr(0, end);
    rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
    line.remove_prefix(std::min(line.size(), line.find_first_not_of(" \t")));
    if (!line.starts_with("path")) continue;
    line.remove_prefix(std::min(line.size(), line.find('=')));
    line.remove_prefix(std::min(line.size(), line.find_first_not_of("= \t\"")));
    line = line.substr(0, line.find_last_not_of(" \t\r\"/") + 1);
    if (!line.empty() && folder.starts_with(line) && (folder.size() == line.size() || folder[line.size()] == '/')) return true;
  }
  return false;
}

}  // namespace

Value ModuleInstance::module_call(std::string_view name, SourceRange where, std::span<const std::string_view> steps,
                                  std::size_t& consumed) {
  const std::string_view wanted = std::exchange(wanted_output_, {});
  if (!directory_.modules.contains(name)) return unknown("module." + std::string(name) + " is not declared", where);
  Call& made = call(name);
  if (made.state == Expansion::State::kRunning) {
    report(where, "Cycle: module." + std::string(name) + " depends on itself.");
    return unknown("module." + std::string(name) + " depends on itself", where);
  }
  // The common form module.name.output asks one output only, so that outputs may depend on one another across modules.
  const bool single = made.instances.size() == 1 && made.instances.front().key.is_missing() && !made.instances.front().unknown;
  if (single && steps.size() > 1) {
    consumed = 2;
    Call::Instance& instance = made.instances.front();
    if (instance.module == nullptr)
      return made.value.is_unknown() ? made.value : unknown("module." + std::string(name) + " is not part of the repository", where);
    const Value value = instance.output(steps[1]);
    return value.is_missing() ? unknown("module." + std::string(name) + " has no output \"" + std::string(steps[1]) + "\"", where) : value;
  }
  if (made.instances.empty() && made.kind == Repetition::Kind::kSingle) return Value::null();  // switched off
  std::vector<Value> list;
  std::vector<Member> members;
  bool open = made.cut;
  Value object;
  for (Call::Instance& instance : made.instances) {
    if (instance.module == nullptr) {
      object = unknown("module." + std::string(name) + " is not part of the repository", made.block->header);
    } else {
      // Where the expression goes on with one output, the others are left alone: they may depend on what is being evaluated.
      std::vector<Member> outputs;
      const auto& declared = instance.module->directory().outputs;
      for (const auto& [output, block] : declared)
        if (wanted.empty() || wanted == output || !declared.contains(wanted))
          outputs.push_back({output, block->header, instance.output(output)});
      object = make_map(std::move(outputs), arena());
    }
    open = open || instance.unknown;
    if (instance.key.is_string()) members.push_back({instance.key.as_string(), {}, object});
    else if (instance.key.is_missing()) return object;
    else if (!instance.unknown) list.push_back(object);
  }
  if (made.instances.size() == 1 && open && !made.cut) {
    return unknown_instances(object, "the instances of module." + std::string(name) + " are unknown", made.block->header);
  }
  if (made.kind == Repetition::Kind::kForEach)
    return open ? make_map(std::move(members), arena()).as_open() : make_map(std::move(members), arena());
  return open ? make_list(list, arena()).as_open() : make_list(list, arena());
}

Value ModuleInstance::Call::Instance::output(std::string_view name) {
  if (relocation == nullptr) return module->output(name);
  const auto [at, added] = outputs.try_emplace(name);
  if (added) {
    const Value value = module->output(name);
    outputs[name] = relocation->value(value);
  }
  return outputs[name];
}

ModuleInstance::Call& ModuleInstance::call(std::string_view name) {
  Call& made = module_calls_[directory_.modules.find(name)->first];
  if (made.state != Expansion::State::kNew) return made;
  made.state = Expansion::State::kRunning;
  made.block = directory_.modules.find(name)->second;
  const Repetition repeated = repetition(made.block->body);
  made.kind = repeated.kind;
  made.directory = called_directory(made);
  for (const Repetition::One& one : repeated.list) {
    Call::Instance instance;
    make_call_instance(made, instance, one);
    made.instances.push_back(std::move(instance));
    made.cut = root_.instances > kMaxRootInstances;
    if (made.cut) break;
  }
  made.state = Expansion::State::kDone;
  return made;
}

// The folder that a call means; null, with the reason said, when its code cannot be read.
const ModuleDirectory* ModuleInstance::called_directory(Call& made) {
  const hcl::Block& block = *made.block;
  const std::string label(block.labels[0].text);
  const auto gap = [&](const std::string& reason) {
    root_.fragment.gaps.push_back({std::string(root_.input.sources[block.header.file].path()), "module \"" + label + "\"" + reason});
  };
  const hcl::Attribute* source = block.body.find("source");
  std::string_view text = source != nullptr ? literal_text(source->value) : std::string_view();
  // OpenTofu knows variables and locals in sources.
  if (source != nullptr && text.empty())
    if (const Value evaluated = evaluate_here(*source->value); evaluated.is_string()) text = evaluated.as_string();
  std::string folder;
  const bool local = text.starts_with("./") || text.starts_with("../") || text == "." || text == "..";
  if (local) {
    const auto resolved = resolve_path(directory_.path, text);
    if (!resolved) {
      gap(": " + resolved.error().message);
      return nullptr;
    }
    folder = *resolved;
  } else {
    // `terraform init` leaves a table of what it installed.
    const auto found = root_.installed.find(installed_path(label));
    if (found == root_.installed.end()) {
      gap(" (" + std::string(text.empty() ? "source unknown" : text) + ") is not part of the repository; its resources were not seen");
      made.value = unknown("module." + label + " is not part of the repository", block.header);
      return nullptr;
    }
    folder = found->second;
  }
  const ModuleDirectory* directory = root_.modules.find(folder);
  if (directory == nullptr && is_in_submodule(root_.input.files, folder)) {
    gap(" (" + std::string(text) + ") is in a Git submodule that was not checked out; its resources were not seen");
    made.value = unknown("module." + label + " is in a Git submodule that was not checked out", block.header);
    return nullptr;
  }
  if (directory == nullptr) {
    report(source != nullptr ? source->value->range : block.header, "Module not found: there is no Terraform code in \"" + folder + "\".");
    made.value = unknown("module." + label + " has no code", block.header);
    return nullptr;
  }
  int depth = 0;
  for (const ModuleInstance* m = this; m != nullptr; m = m->parent_) {
    ++depth;
    if (&m->directory_ != directory) continue;
    report(block.header, "The module in \"" + folder + "\" calls itself; this call was not followed.", Diagnostic::Kind::kLimit);
    return nullptr;
  }
  if (depth <= kMaxModuleDepth) return directory;
  report(block.header, "Modules are nested deeper than " + std::to_string(kMaxModuleDepth) + " levels; this call was not followed.",
         Diagnostic::Kind::kLimit);
  return nullptr;
}

// How modules.json names a call of this module: "eks.node".
std::string ModuleInstance::installed_path(std::string_view label) const {
  std::string path;
  for (const CallSite& site : calls_) {
    const std::string_view last = site.address.substr(site.address.rfind("module.") + 7);
    path += std::string(last.substr(0, last.find('['))) + ".";
  }
  return path + std::string(label);
}

namespace {

bool is_meta_argument(std::string_view name) {
  return name == "source" || name == "version" || name == "count" || name == "for_each" || name == "depends_on";
}

}  // namespace

// What must be equal for two calls to be equal (see relocation.h); empty for a call that equals no other one.
std::string ModuleInstance::call_key(const Call& made) const {
  // What is installed below a call may differ from what is installed below another one.
  const std::string below = installed_path(made.block->labels[0].text) + ".";
  if (const auto at = root_.installed.lower_bound(below); at != root_.installed.end() && at->first.starts_with(below)) return {};
  std::map<std::string_view, std::string_view> arguments;
  for (const hcl::Attribute& argument : made.block->body.attributes) {
    if (is_meta_argument(argument.name)) continue;
    const std::string_view text = root_.input.sources.slice(argument.value->range);
    // An argument that says which instance it is for; that the word may mean something else costs no more than an evaluation.
    if (made.kind != Repetition::Kind::kSingle &&
        (text.find("each") != std::string_view::npos || text.find("count") != std::string_view::npos))
      return {};
    arguments.emplace(argument.name, text);
  }
  std::string key = made.directory->path;
  for (const auto& [name, text] : arguments) ((key += '\n') += name) += '=' + std::to_string(text.size()) + ' ' + std::string(text);
  return key;
}

void ModuleInstance::make_call_instance(Call& made, Call::Instance& instance, const Repetition::One& one) {
  const hcl::Block& block = *made.block;
  instance.key = one.key;
  instance.unknown = one.unknown;
  instance.address = join_address("module." + std::string(block.labels[0].text) + instance_suffix(one.key, one.unknown));
  if (made.directory == nullptr || !take_instances(1, block.header)) return;
  std::vector<CallSite> calls(calls_.begin(), calls_.end());
  calls.push_back({instance.address, block.header});
  instance.calls = arena().copy(calls);

  FirstCall none;
  const std::string key = call_key(made);
  FirstCall& first = key.empty() ? none : first_calls_[key];
  if (first.module != nullptr) {
    std::vector<Relocation::Shift> shifts;
    if (first.block != &block)
      for (const hcl::Attribute& argument : block.body.attributes)
        if (!is_meta_argument(argument.name))
          shifts.push_back({first.block->body.find(argument.name)->value->range, argument.value->range});
    instance.module = first.module;
    instance.relocation = std::make_unique<Relocation>(first.module->address_, instance.address, std::move(shifts), arena());
    return;
  }
  instance.module = std::make_shared<ModuleInstance>(root_, *made.directory, this, instance.address, instance.calls);
  first = {&block, instance.module};

  std::vector<LocalName>& names = instance.module->input_names_;
  if (made.kind == Repetition::Kind::kCount) {
    names.push_back({"count", make_map({{"index", {}, one.key}}, arena())});
  } else if (made.kind == Repetition::Kind::kForEach) {
    names.push_back({"each", make_map({{"key", {}, one.key}, {"value", {}, one.value}}, arena())});
  }
  for (const hcl::Attribute& argument : block.body.attributes) {
    if (is_meta_argument(argument.name)) continue;
    if (argument.name == "providers") {
      if (argument.value->kind != hcl::ExprKind::kObject) continue;
      const auto reference = [](const hcl::Expr& expr) {
        if (expr.kind == hcl::ExprKind::kGetAttr && expr.as<hcl::GetAttr>().source->kind == hcl::ExprKind::kVariable)
          return std::string(expr.as<hcl::GetAttr>().source->as<hcl::Variable>().name) + "." + std::string(expr.as<hcl::GetAttr>().name);
        if (expr.kind == hcl::ExprKind::kVariable) return std::string(expr.as<hcl::Variable>().name);
        return std::string(literal_text(&expr));
      };
      for (const hcl::ObjectItem& item : argument.value->as<hcl::Object>().items)
        instance.module->provider_map_[reference(*item.key)] = reference(*item.value);
      continue;
    }
    instance.module->inputs_[argument.name] = argument.value;
  }
}

}  // namespace platlint::terraform
