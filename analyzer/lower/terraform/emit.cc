// SPDX-License-Identifier: Apache-2.0
//
// From evaluated modules to resources of the model. Edges are not made here: a root's edges are read off the references in its values
// once all its resources exist (terraform.cc).
#include <algorithm>

#include "analyzer/eval/build.h"
#include "analyzer/eval/yaml_value.h"
#include "analyzer/lower/terraform/module_instance.h"
#include "analyzer/lower/terraform/policy_document.h"
#include "analyzer/model/aws_schema.h"

namespace platlint::terraform {
namespace {

// default_tags under the resource's own tags, without what the provider ignores. Empty where there are none.
Value tags_all(const Value& own, const Provider& provider, SourceRange where, Arena& arena) {
  const Value& defaults = provider.default_tags;
  if (defaults.is_absent() && !own.is_absent()) return own;
  std::vector<Member> members(defaults.members().begin(), defaults.members().end());
  bool open = defaults.is_unknown() || defaults.is_open() || own.is_unknown() || own.is_open();
  for (const Member& member : own.members()) {
    const auto same = std::find_if(members.begin(), members.end(), [&](const Member& m) { return m.key == member.key; });
    if (same == members.end()) members.push_back(member);
    else *same = member;
  }
  // Of what may be ignored nobody knows whether it is there.
  const auto ignored = [&](const Member& m) {
    Tri found = provider.ignored_keys.is_absent() ? Tri::kFalse : provider.ignored_keys.has_item(m.key);
    if (provider.ignored_prefixes.is_unknown() || provider.ignored_prefixes.is_open()) found = tri_or(found, Tri::kUnknown);
    for (const Value& prefix : provider.ignored_prefixes.each())
      found =
          tri_or(found, prefix.is_string() ? tri(m.key.starts_with(prefix.as_string())) : tri_and(tri(prefix.is_unknown()), Tri::kUnknown));
    return found;
  };
  std::erase_if(members, [&](const Member& m) {
    const Tri gone = ignored(m);
    open = open || gone == Tri::kUnknown;
    return gone != Tri::kFalse;
  });
  const Value merged = make_map(std::move(members), arena).used_at(own.is_missing() ? where : own.where());
  return open ? merged.as_open() : merged;
}

// One document of all that the inline policies of a role say.
Value inline_policies(const Value& blocks, SourceRange block, Arena& arena) {
  std::vector<Value> statements;
  bool open = !blocks.is_list() || blocks.is_open();
  for (const Value& one : blocks.items()) {
    const Value document = parse_policy(one["policy"], block, arena);
    const Value list = document["Statement"];
    open = open || document.is_unknown() || document.is_open() || list.is_unknown() || list.is_open();
    statements.insert(statements.end(), list.items().begin(), list.items().end());
  }
  const Value all = make_list(std::move(statements), arena).used_at(blocks.where());
  return make_map({{"Statement", blocks.where(), open ? all.as_open() : all}}, arena).used_at(blocks.where());
}

}  // namespace

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
  Expansion& expansion = expand(key, mode);
  const bool data = mode != Mode::kManaged;
  const hcl::Block& block = *expansion.block;
  const std::string_view type = block.labels[0].text;
  const std::string_view kind = arena().copy("terraform/" + std::string(mode_prefix(mode)) + std::string(type));
  const Provider& provider = provider_of(block.body, type);
  const bool tagged = !data && aws::takes_tags(type);
  emitted_.instances += expansion.instances.size();
  for (const Expansion::Instance& instance : expansion.instances) {
    note_dependencies(block.body, instance.address);
    std::vector<Member> members(instance.body.members().begin(), instance.body.members().end());
    for (const Member& member : instance.body.members()) {
      if (data || !is_policy_attribute(type, member.key)) continue;
      if (member.value.is_block_list()) continue;
      members.push_back(
          {arena().copy(std::string(member.key) + ".document"), member.key_range, parse_policy(member.value, block.range, arena())});
    }
    if (const Value inlined = instance.body["inline_policy"]; type == "aws_iam_role" && !inlined.is_absent())
      members.push_back({"inline_policy.document", inlined.where(), inline_policies(inlined, block.range, arena())});
    if (type == "aws_ssm_document") {
      const Value content = instance.body["content"];
      Value document = decoded(content, block.range, arena());
      // The other format is YAML.
      if (document.is_missing() && content.is_string())
        if (const auto read = read_yaml(content.as_string(), arena()); read && read->is_map()) document = read->used_at(content.where());
      members.push_back({"document", content.where(), document});
    }
    if (type == "aws_ecs_task_definition") {
      const Value definitions = instance.body["container_definitions"];
      members.push_back({"containers", definitions.where(), decoded(definitions, block.range, arena())});
    }
    if (tagged) {
      const Value all = tags_all(instance.body["tags"], provider, block.header, arena());
      // The provider of a library is configured by whoever calls it.
      members.push_back({"tags_all", block.header, root_.library && provider.default_tags.is_missing() ? all.as_open() : all});
    }
    if (type.starts_with("aws_"))
      members.push_back({"provider.region", block.header, provider.region.is_missing() ? Value::missing(block.header) : provider.region});
    Resource resource;
    resource.kind = kind;
    resource.name = block.labels[1].text;
    resource.address = instance.address;
    resource.range = block.range;
    resource.header = block.header;
    resource.unknown_instance = instance.unknown;
    resource.body = Value::map(arena().copy(members)).used_at(block.header);
    add_resource(resource);
  }
}

void ModuleInstance::emit_block(std::string_view kind, std::string_view name, std::string_view address, const hcl::Block& block,
                                std::vector<Member> extra, bool evaluate_body) {
  std::vector<Member> members;
  if (evaluate_body) {
    const Value body = block_body(block.body, {}, block.header, true, 0);
    members.assign(body.members().begin(), body.members().end());
  }
  members.insert(members.end(), extra.begin(), extra.end());
  Resource resource;
  resource.kind = kind;
  resource.name = name;
  resource.address = join_address(address);
  resource.range = block.range;
  resource.header = block.header;
  resource.body = Value::map(arena().copy(members)).used_at(block.header);
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
      if (nested.type == "validation") validations.push_back(block_body(nested.body, {}, nested.header, false, 0));
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
        members.push_back(
            {"required_providers", nested.header, block_body(nested.body, {}, nested.header, false, 0).used_at(nested.header)});
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
