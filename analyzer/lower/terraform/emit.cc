// SPDX-License-Identifier: Apache-2.0
//
// From evaluated modules to resources of the model. Edges are not made here: a root's edges are read off the references in its values
// once all its resources exist (terraform.cc).
#include <algorithm>

#include "analyzer/eval/build.h"
#include "analyzer/lower/terraform/module_instance.h"
#include "analyzer/lower/terraform/policy_document.h"

namespace platlint::terraform {
ResourceId ModuleInstance::add_resource(Resource resource) {
  resource.domain = Domain::kTerraform;
  resource.root = root_.path;
  resource.module_path = address_;
  resource.calls = calls_;
  resource.variable_set = root_.variable_set;
  resource.library = root_.library;
  return root_.fragment.add(resource);
}

void ModuleInstance::emit_expansion(std::string_view key, Mode mode) {
  const Expansion& expansion = expand(key, mode);
  const hcl::Block& block = *expansion.block;
  const std::string_view kind = join_text({"terraform/", mode_prefix(mode), block.labels[0].text}, arena());
  emitted_.instances += expansion.instances.size();
  for (const Expansion::Instance& instance : expansion.instances) {
    note_dependencies(block.body, instance.address);
    Resource resource;
    resource.kind = kind;
    resource.name = block.labels[1].text;
    resource.address = instance.address;
    resource.range = block.range;
    resource.header = block.header;
    resource.unknown_instance = instance.unknown;
    resource.body = instance.body;
    add_resource(resource);
  }
}

void ModuleInstance::emit_block(std::string_view kind, std::string_view name, std::string_view address, const hcl::Block& block,
                                std::vector<Member> extra, bool evaluate_body) {
  std::vector<Member> members;
  if (evaluate_body) members = block_members(block.body, {}, true, 0);
  members.insert(members.end(), extra.begin(), extra.end());
  Resource resource;
  resource.kind = kind;
  resource.name = name;
  resource.address = join_address(address);
  resource.range = block.range;
  resource.header = block.header;
  resource.body = make_map(std::move(members), arena()).used_at(block.header);
  add_resource(resource);
}

void ModuleInstance::emit_declarations() {
  if (directory_.external) return;  // how others write their modules is not for this repository to mend
  const SourceMap& sources = root_.input.sources;
  for (const auto& [name, block] : directory_.variables) {
    std::vector<Member> extra;
    for (const hcl::Attribute& attribute : block->body.attributes) {
      // A type is no value: keep its text.
      const Value value = attribute.name == "type" ? Value::string(sources.slice(attribute.value->range)).used_at(attribute.value->range)
                                                   : evaluate_here(*attribute.value);
      extra.push_back({attribute.name, attribute.name_range, value});
    }
    extra.push_back({"value", block->header, variable(name, block->header)});
    if (const auto mismatch = mismatches_.find(name); mismatch != mismatches_.end())
      extra.push_back({"mismatch", block->header, mismatch->second});
    std::vector<Value> validations;
    for (const hcl::Block& nested : block->body.blocks)
      if (nested.type == "validation") validations.push_back(block_body(nested.body, {}, nested.header, 0));
    if (!validations.empty())
      extra.push_back({"validation", block->header, make_list(validations, arena()).as_block_list().used_at(block->header)});
    emit_block("terraform/variable", name, "var." + std::string(name), *block, std::move(extra), false);
  }
  for (const auto& [name, attribute] : directory_.locals) {
    Resource resource;
    resource.kind = "terraform/local";
    resource.name = name;
    resource.address = join_address("local." + std::string(name));
    resource.range = attribute->range;
    resource.header = attribute->name_range;
    resource.body = make_map({{"value", attribute->name_range, local(name, attribute->range)}}, arena()).used_at(attribute->name_range);
    add_resource(resource);
  }
  for (const auto& [name, block] : directory_.outputs)
    emit_block("terraform/output", name, "output." + std::string(name), *block, {}, true);
  for (const auto& [name, block] : directory_.modules) {
    std::vector<Member> extra;
    for (const std::string_view key : {"source", "version"})
      if (const hcl::Attribute* attribute = block->body.find(key))
        extra.push_back({key, attribute->name_range, evaluate_here(*attribute->value)});
    // What a module that cannot be read is told; with count or for_each that differs by instance, which are not told apart here.
    const Call& made = call(name);
    if (made.instances.size() == 1 && made.instances.front().module == nullptr && made.instances.front().key.is_missing() &&
        !made.instances.front().unknown) {
      std::vector<Member> inputs;
      for (const hcl::Attribute& attribute : block->body.attributes)
        if (attribute.name != "source" && attribute.name != "version" && attribute.name != "providers" && attribute.name != "depends_on")
          inputs.push_back({attribute.name, attribute.name_range, evaluate_here(*attribute.value)});
      if (const hcl::Attribute* policy = block->body.find("policy"); policy != nullptr)
        inputs.push_back({"policy.document", policy->name_range, parse_policy(evaluate_here(*policy->value), block->range, arena())});
      extra.push_back({"inputs", block->header, make_map(std::move(inputs), arena()).used_at(block->header)});
    }
    emit_block("terraform/module", name, "module." + std::string(name), *block, std::move(extra), false);
  }
  for (const hcl::Block* block : directory_.providers) {
    const std::string_view name = block->labels.empty() ? std::string_view() : block->labels[0].text;
    const hcl::Attribute* alias = block->body.find("alias");
    const std::string address = "provider." + std::string(name) + (alias != nullptr ? "." + std::string(literal_text(alias->value)) : "");
    emit_block("terraform/provider", name, address, *block, {}, true);
  }
  for (const hcl::Block* block : directory_.settings) {
    emit_block("terraform/terraform", "terraform", "terraform", *block, {}, false);
    Resource& settings = root_.fragment.resources.back();
    const ResourceId parent = settings.id;
    std::vector<Member> members;
    for (const hcl::Attribute& attribute : block->body.attributes)
      members.push_back({attribute.name, attribute.name_range, evaluate_here(*attribute.value)});
    for (const hcl::Block& nested : block->body.blocks)
      if (nested.type == "required_providers")
        members.push_back({"required_providers", nested.header, block_body(nested.body, {}, nested.header, 0).used_at(nested.header)});
    root_.fragment.resources[parent].body = make_map(std::move(members), arena()).used_at(block->header);
    for (const hcl::Block& nested : block->body.blocks) {
      const bool cloud = nested.type == "cloud";
      if (nested.type != "backend" && !cloud) continue;
      const std::string_view kind = cloud || nested.labels.empty() ? std::string_view("cloud") : nested.labels[0].text;
      emit_block("terraform/backend", kind, "backend." + std::string(kind), nested,
                 {{"kind", nested.header, Value::string(kind).used_at(nested.header)}}, true);
      root_.fragment.resources.back().parent = parent;
    }
  }
}

// What the equal call before it added, again under this call's address.
void ModuleInstance::emit_copy(Call::Instance& instance) {
  instance.module->emit();
  const Emitted from = instance.module->emitted_;
  Relocation& relocation = *instance.relocation;
  std::vector<Resource>& resources = root_.fragment.resources;
  if (!take_instances(from.instances, instance.calls.back().where)) return;
  emitted_.instances += from.instances;
  // Resources of one module instance share their list of calls.
  std::map<const CallSite*, std::span<const CallSite>> lists;
  const auto calls = [&](std::span<const CallSite> original) {
    const auto [at, added] = lists.try_emplace(original.data());
    if (!added) return at->second;
    std::vector<CallSite> moved(instance.calls.begin(), instance.calls.end());
    for (const CallSite& site : original.subspan(moved.size())) moved.push_back({relocation.address(site.address), site.where});
    return at->second = arena().copy(moved);
  };
  const std::size_t shift = resources.size() - from.resources_begin;
  for (std::size_t i = from.resources_begin; i < from.resources_end; ++i) {
    Resource copy = resources[i];
    copy.address = relocation.address(copy.address);
    copy.module_path = relocation.address(copy.module_path);
    copy.calls = calls(copy.calls);
    copy.body = relocation.value(copy.body);
    if (copy.parent != kNoResource) copy.parent += static_cast<ResourceId>(shift);
    root_.fragment.add(copy);
  }
  for (std::size_t i = from.dependencies_begin; i < from.dependencies_end; ++i) {
    const Dependency dependency = root_.dependencies[i];
    root_.dependencies.push_back({relocation.address(dependency.from), relocation.address(dependency.to), dependency.where});
  }
}

void ModuleInstance::emit() {
  if (emitted_.done) return;
  emitted_.done = true;
  emitted_.resources_begin = root_.fragment.resources.size();
  emitted_.dependencies_begin = root_.dependencies.size();
  for (const auto& [key, block] : directory_.resources) emit_expansion(key, Mode::kManaged);
  for (const Mode mode : {Mode::kData, Mode::kEphemeral})
    for (const auto& [key, block] : directory_.table(mode)) expand(key, mode);
  for (const auto& [name, attribute] : directory_.locals) local(name, attribute->range);
  for (const auto& [name, block] : directory_.outputs) output(name);
  for (const auto& [name, block] : directory_.modules)
    for (Call::Instance& instance : call(name).instances) {
      if (instance.relocation != nullptr) {
        emit_copy(instance);
      } else if (instance.module != nullptr) {
        instance.module->emit();
        emitted_.instances += instance.module->emitted_.instances;
      }
    }
  for (const hcl::Block* block : directory_.providers)
    provider_of(hcl::Body{}, block->labels.empty() ? std::string_view() : block->labels[0].text);
  for (const Mode mode : {Mode::kData, Mode::kEphemeral})
    for (const auto& [key, block] : directory_.table(mode)) emit_expansion(key, mode);
  emit_declarations();
  emitted_.resources_end = root_.fragment.resources.size();
  emitted_.dependencies_end = root_.dependencies.size();
}

}  // namespace platlint::terraform
