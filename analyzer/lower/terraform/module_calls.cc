// SPDX-License-Identifier: Apache-2.0
//
// Calls of modules: which folder a call means, its instances, and what other expressions see of its outputs.
#include <algorithm>

#include "analyzer/eval/build.h"
#include "analyzer/lower/terraform/module_instance.h"

namespace platlint::terraform {

std::string instance_suffix(const Value& key, bool unknown) {
  if (unknown) return "[*]";
  if (key.is_missing()) return "";
  if (key.is_number()) return "[" + key.as_number().to_string() + "]";
  std::string text = "[\"";
  for (const char c : key.as_string()) {
    if (c == '"' || c == '\\') text += '\\';
    text += c;
  }
  return text + "\"]";
}

Value ModuleInstance::module_call(std::string_view name, SourceRange where, std::span<const std::string_view> steps, std::size_t& consumed) {
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
    ModuleInstance* module = made.instances.front().module.get();
    if (module == nullptr) return made.value.is_unknown() ? made.value : unknown("module." + std::string(name) + " is not part of the repository", where);
    const Value value = module->output(steps[1]);
    return value.is_missing() ? unknown("module." + std::string(name) + " has no output \"" + std::string(steps[1]) + "\"", where) : value;
  }
  std::vector<Value> list;
  std::vector<Member> members;
  bool open = false;
  Value object;
  for (Call::Instance& instance : made.instances) {
    if (instance.module == nullptr) {
      object = unknown("module." + std::string(name) + " is not part of the repository", made.block->header);
    } else {
      std::vector<Member> outputs;
      for (const auto& [output, block] : instance.module->directory().outputs) outputs.push_back({output, block->header, instance.module->output(output)});
      object = make_map(std::move(outputs), arena());
    }
    open = open || instance.unknown;
    if (instance.key.is_string()) members.push_back({instance.key.as_string(), {}, object});
    else if (instance.key.is_missing()) return object;
    else if (!instance.unknown) list.push_back(object);
  }
  if (made.instances.size() == 1 && open) {
    return unknown_instances(object, "the instances of module." + std::string(name) + " are unknown", made.block->header);
  }
  if (made.kind == Repetition::Kind::kForEach)
    return open ? make_map(std::move(members), arena()).as_open() : make_map(std::move(members), arena());
  return open ? make_list(list, arena()).as_open() : make_list(list, arena());
}

ModuleInstance::Call& ModuleInstance::call(std::string_view name) {
  Call& made = module_calls_[directory_.modules.find(name)->first];
  if (made.state != Expansion::State::kNew) return made;
  made.state = Expansion::State::kRunning;
  made.block = directory_.modules.find(name)->second;
  const Repetition repeated = repetition(made.block->body);
  made.kind = repeated.kind;
  for (const Repetition::One& one : repeated.list) {
    Call::Instance instance;
    make_call_instance(made, instance, one, repeated.kind);
    made.instances.push_back(std::move(instance));
  }
  made.state = Expansion::State::kDone;
  return made;
}

void ModuleInstance::make_call_instance(Call& made, Call::Instance& instance, const Repetition::One& one, Repetition::Kind kind) {
  const hcl::Block& block = *made.block;
  instance.key = one.key;
  instance.unknown = one.unknown;
  const std::string_view label = block.labels[0].text;
  instance.address = join_address("module." + std::string(label) + instance_suffix(one.key, one.unknown));

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
      root_.fragment.gaps.push_back({std::string(root_.input.sources[block.header.file].path()), "module \"" + std::string(label) + "\": " + resolved.error().message});
      return;
    }
    folder = *resolved;
  } else {
    // `terraform init` leaves a table of what it installed.
    std::string path;
    for (const CallSite& site : calls_) path += std::string(site.address.substr(site.address.rfind("module.") + 7)) + ".";
    const auto found = root_.installed.find(path + std::string(label));
    if (found == root_.installed.end()) {
      root_.fragment.gaps.push_back({std::string(root_.input.sources[block.header.file].path()), "module \"" + std::string(label) + "\" (" + std::string(text.empty() ? "source unknown" : text) + ") is not part of the repository; its resources were not seen"});
      made.value = unknown("module." + std::string(label) + " is not part of the repository", block.header);
      return;
    }
    folder = found->second;
  }
  const ModuleDirectory* directory = root_.modules.find(folder);
  if (directory == nullptr) {
    report(source != nullptr ? source->value->range : block.header, "Module not found: there is no Terraform code in \"" + folder + "\".");
    made.value = unknown("module." + std::string(label) + " has no code", block.header);
    return;
  }
  int depth = 0;
  for (const ModuleInstance* m = this; m != nullptr; m = m->parent_) ++depth;
  if (depth > kMaxModuleDepth) {
    report(block.header, "Modules are nested deeper than " + std::to_string(kMaxModuleDepth) + " levels (does a module call itself?); this call was not followed.", Diagnostic::Kind::kLimit);
    return;
  }
  if (++root_.instances > kMaxRootInstances) {
    report(block.header, "This root has more than " + std::to_string(kMaxRootInstances) + " instances; the rest was not analysed.", Diagnostic::Kind::kLimit);
    return;
  }
  std::vector<CallSite> calls = calls_;
  calls.push_back({instance.address, block.header});
  instance.module = std::make_unique<ModuleInstance>(root_, *directory, this, instance.address, std::move(calls));

  std::vector<LocalName>& names = instance.module->input_names_;
  if (kind == Repetition::Kind::kCount) {
    names.push_back({"count", make_map({{"index", {}, one.key}}, arena())});
  } else if (kind == Repetition::Kind::kForEach) {
    names.push_back({"each", make_map({{"key", {}, one.key}, {"value", {}, one.value}}, arena())});
  }
  for (const hcl::Attribute& argument : block.body.attributes) {
    constexpr std::string_view kMeta[] = {"source", "version", "count", "for_each", "depends_on"};
    if (std::find(std::begin(kMeta), std::end(kMeta), argument.name) != std::end(kMeta)) continue;
    if (argument.name == "providers") {
      if (argument.value->kind != hcl::ExprKind::kObject) continue;
      const auto reference = [](const hcl::Expr& expr) {
        if (expr.kind == hcl::ExprKind::kGetAttr && expr.as<hcl::GetAttr>().source->kind == hcl::ExprKind::kVariable)
          return std::string(expr.as<hcl::GetAttr>().source->as<hcl::Variable>().name) + "." + std::string(expr.as<hcl::GetAttr>().name);
        if (expr.kind == hcl::ExprKind::kVariable) return std::string(expr.as<hcl::Variable>().name);
        return std::string(literal_text(&expr));
      };
      for (const hcl::ObjectItem& item : argument.value->as<hcl::Object>().items) instance.module->provider_map_[reference(*item.key)] = reference(*item.value);
      continue;
    }
    instance.module->inputs_[argument.name] = argument.value;
  }
}

}  // namespace platlint::terraform
