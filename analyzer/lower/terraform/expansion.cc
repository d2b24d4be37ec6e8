// SPDX-License-Identifier: Apache-2.0
//
// Blocks to instances: count and for_each, nested and dynamic blocks, and what an instance looks like to other expressions. An instance
// has two values. Its *body* says what the configuration says, and a rule that asks for an absent argument gets "missing". Its *object*
// is what expressions see: the same, plus the attributes that AWS derives, and open, since everything else is known only after apply;
// it carries the instance's reference, which turns into edges wherever the value ends up.
#include <algorithm>

#include "analyzer/eval/build.h"
#include "analyzer/lower/terraform/computed_attributes.h"
#include "analyzer/lower/terraform/module_instance.h"
#include "analyzer/lower/terraform/readings.h"
#include "analyzer/lower/terraform/remote_state.h"
#include "analyzer/model/aws_schema.h"

namespace platlint::terraform {
namespace {

bool is_meta_argument(std::string_view name) { return name == "count" || name == "for_each" || name == "provider" || name == "depends_on"; }

}  // namespace

Value ModuleInstance::block_body(const hcl::Body& body, std::span<const LocalName> names, SourceRange header, int depth) {
  return make_map(block_members(body, names, false, depth), arena()).used_at(header);
}

std::vector<Member> ModuleInstance::block_members(const hcl::Body& body, std::span<const LocalName> names, bool top, int depth) {
  std::vector<Member> members;
  members.reserve(body.attributes.size() + body.blocks.size());
  for (const hcl::Attribute& attribute : body.attributes) {
    if (top && is_meta_argument(attribute.name)) continue;
    members.push_back({attribute.name, attribute.name_range, evaluate_here(*attribute.value, names)});
  }
  // Nested blocks of one type make one list, in the order of the source; dynamic ones add to it.
  std::vector<std::string_view> types;
  for (const hcl::Block& block : body.blocks) {
    if (top && block.type == "_") {  // what stands in it is the provider's, whatever its name
      const std::vector<Member> escaped = block_members(block.body, names, false, depth);
      members.insert(members.end(), escaped.begin(), escaped.end());
      continue;
    }
    const std::string_view type = block.type == "dynamic" && !block.labels.empty() ? block.labels[0].text : block.type;
    if (std::find(types.begin(), types.end(), type) == types.end()) types.push_back(type);
  }
  for (const std::string_view type : types) {
    NestedBlocks nested;
    SourceRange first;
    for (const hcl::Block& block : body.blocks) {
      const bool dynamic = block.type == "dynamic" && !block.labels.empty() && block.labels[0].text == type;
      if (!dynamic && block.type != type) continue;
      if (!first.valid()) first = block.header;
      if (dynamic) {
        dynamic_blocks(block, names, nested, depth);
        continue;
      }
      if (top && (type == "provisioner" || type == "connection")) {
        // What it does on the machine; settings of the connection are nobody's question.
        std::vector<Member> told = {{"type", block.header, block.labels.empty() ? Value::null() : Value::string(block.labels[0].text)}};
        for (const hcl::Attribute& attribute : block.body.attributes)
          if (type == "provisioner" && (attribute.name == "inline" || attribute.name == "destination"))
            told.push_back({attribute.name, attribute.name_range, evaluate_here(*attribute.value, names)});
        nested.list.push_back(make_map(std::move(told), arena()).used_at(block.header));
        continue;
      }
      if (top && type == "lifecycle") {
        // ignore_changes and replace_triggered_by hold names, not values.
        std::vector<Member> settings;
        for (const hcl::Attribute& attribute : block.body.attributes)
          if (attribute.value->kind == hcl::ExprKind::kLiteral)
            settings.push_back({attribute.name, attribute.name_range, evaluate_here(*attribute.value)});
          else settings.push_back({attribute.name, attribute.name_range, Value::unknown(nullptr).used_at(attribute.value->range)});
        nested.list.push_back(make_map(std::move(settings), arena()).used_at(block.header));
        continue;
      }
      Value inner = depth > 60 ? Value::unknown(nullptr) : block_body(block.body, names, block.header, depth + 1);
      if (!block.labels.empty() && inner.is_map()) {
        std::vector<Member> with_label(inner.members().begin(), inner.members().end());
        with_label.push_back({"label", block.labels[0].range, Value::string(block.labels[0].text).used_at(block.labels[0].range)});
        inner = make_map(std::move(with_label), arena());
      }
      nested.list.push_back(inner.used_at(block.header));
    }
    if (nested.list.empty() && !nested.open) continue;  // a dynamic block over nothing: as if it were not there
    Value blocks = make_list(nested.list, arena());
    if (nested.list.empty() && !nested.possible.is_missing()) blocks = nested.possible;
    blocks = blocks.as_block_list();
    if (nested.open) blocks = blocks.as_open();
    members.push_back({type, first, blocks.used_at(first)});
  }
  return members;
}

// depends_on holds names: aws_iam_role.x, data.aws_region.y, module.z, each perhaps with an index, which Terraform ignores.
void ModuleInstance::note_dependencies(const hcl::Body& body, std::string_view from) {
  const hcl::Attribute* attribute = body.find("depends_on");
  if (attribute == nullptr || attribute->value->kind != hcl::ExprKind::kTuple) return;
  for (const hcl::Expr* item : attribute->value->as<hcl::Tuple>().items) {
    std::vector<std::string_view> names;  // from the end
    for (const hcl::Expr* at = item; at != nullptr;) {
      if (at->kind == hcl::ExprKind::kIndex) {
        at = at->as<hcl::Index>().source;
      } else if (at->kind == hcl::ExprKind::kGetAttr) {
        names.push_back(at->as<hcl::GetAttr>().name);
        at = at->as<hcl::GetAttr>().source;
      } else {
        if (at->kind == hcl::ExprKind::kVariable) names.push_back(at->as<hcl::Variable>().name);
        break;
      }
    }
    std::reverse(names.begin(), names.end());
    if (!names.empty() && names[0] == "resource") names.erase(names.begin());
    const std::size_t length = !names.empty() && (names[0] == "data" || names[0] == "ephemeral") ? 3 : 2;
    if (names.size() < length) continue;
    std::string to;
    for (std::size_t i = 0; i < length; ++i) to += (i == 0 ? "" : ".") + std::string(names[i]);
    root_.dependencies.push_back({from, join_address(to), item->range});
  }
}

void ModuleInstance::dynamic_blocks(const hcl::Block& block, std::span<const LocalName> names, NestedBlocks& out, int depth) {
  const bool first = out.list.empty() && !out.open;
  out.possible = {};
  const hcl::Attribute* for_each = block.body.find("for_each");
  const hcl::Block* content = nullptr;
  for (const hcl::Block& nested : block.body.blocks)
    if (nested.type == "content") content = &nested;
  if (for_each == nullptr || content == nullptr || depth > 60) {
    out.open = true;
    return;
  }
  std::string_view iterator = block.labels[0].text;
  if (const hcl::Attribute* named = block.body.find("iterator"); named != nullptr) {
    if (named->value->kind == hcl::ExprKind::kVariable) iterator = named->value->as<hcl::Variable>().name;
  }
  const Value collection = evaluate_here(*for_each->value, names);
  if (collection.is_unknown() || collection.is_open()) out.open = true;
  if (out.list.size() + collection.items().size() + collection.members().size() > kMaxInstances) {
    report(for_each->value->range,
           "dynamic \"" + std::string(block.labels[0].text) + "\" makes more than " + std::to_string(kMaxInstances) +
               " blocks; they are taken as unknown.",
           Diagnostic::Kind::kLimit);
    out.open = true;
    return;
  }
  const auto body_of = [&](const Value& key, const Value& value) {
    std::vector<LocalName> inner(names.begin(), names.end());
    inner.insert(inner.begin(), {iterator, make_map({{"key", {}, key}, {"value", {}, value}}, arena())});
    return block_body(content->body, inner, block.header, depth + 1);
  };
  const auto make = [&](const Value& key, const Value& value) {
    if (++root_.dynamic_blocks > kMaxRootBlocks) {
      if (root_.dynamic_blocks == kMaxRootBlocks + 1)
        report(for_each->value->range,
               "The dynamic blocks of this root make more than " + std::to_string(kMaxRootBlocks) + " blocks; the rest was not analysed.",
               Diagnostic::Kind::kLimit);
      out.open = true;
      return;
    }
    const Value element = tainted_by(value, collection.with_refs(nullptr), arena())
                              .via(OriginKind::kEach, value.where(), join_text({iterator, ".value"}, arena()), arena());
    out.list.push_back(body_of(key, element).used_at(value.where().valid() ? value.where() : block.header));
  };
  if (collection.is_unknown() && first && root_.dynamic_blocks++ < kMaxRootBlocks) {
    // There may be none or many; all look like this one.
    const UnknownInfo& of = collection.unknown_info();
    const Value any = Value::unknown(of.cause, of.cause_range, arena()).with_refs(deep_refs(collection, arena()));
    const Value body = body_of(any, of.element != nullptr ? *of.element : any).used_at(block.header);
    UnknownInfo info{.cause = of.cause, .cause_range = of.cause_range, .element = arena().make<Value>(body)};
    out.possible = Value::unknown(arena().make<UnknownInfo>(info)).with_refs(collection.refs_handle());
  }
  std::int64_t index = 0;
  for (const Value& item : collection.items()) {
    const Value at =
        collection.is_open() ? unknown("how many elements stand before this one is unknown", for_each->value->range) : Value::number(index);
    make(collection.collection() == Collection::kSet ? item : at, item);
    ++index;
  }
  for (const Member& member : collection.members()) make(Value::string(member.key), member.value);
}

Expansion& ModuleInstance::expand(std::string_view key, Mode mode) {
  const auto at = directory_.table(mode).find(key);
  Expansion& expansion = expansions_[static_cast<std::size_t>(mode)][at->first];
  if (expansion.state != Expansion::State::kNew) return expansion;
  expansion.state = Expansion::State::kRunning;
  expansion.block = at->second;
  expansion.mode = mode;
  const hcl::Block& block = *at->second;
  const std::string_view type = block.labels[0].text;
  const Repetition repeated = repetition(block.body);
  const Provider& provider = provider_of(block.body, type);
  expansion.provider = &provider;
  expansion.kind = repeated.kind;
  expansion.name = join_text({mode_prefix(mode), type, ".", block.labels[1].text}, arena());
  expansion.instances.reserve(std::min(repeated.list.size(), kMaxRootInstances));

  for (const Repetition::One& one : repeated.list) {
    expansion.cut = !take_instances(1, block.header);
    if (expansion.cut) break;
    Expansion::Instance instance;
    instance.key = one.key;
    instance.unknown = one.unknown;
    instance.address = join_address(std::string(expansion.name) + instance_suffix(one.key, one.unknown));
    std::vector<LocalName> names;
    if (repeated.kind == Repetition::Kind::kCount) {
      names.push_back({"count", make_map({{"index", {}, one.key}}, arena())});
    } else if (repeated.kind == Repetition::Kind::kForEach) {
      names.push_back({"each", make_map({{"key", {}, one.key}, {"value", {}, one.value}}, arena())});
    }
    std::vector<Member> members = block_members(block.body, names, true, 0);
    const std::vector<Member> more = readings(block, mode, Value::map(members), provider);
    members.insert(members.end(), more.begin(), more.end());
    if (mode == Mode::kData && type == "template_file")
      if (const auto rendered = rendered_template(block, Value::map(members)["template"], names)) members.push_back(*rendered);
    instance.body = make_map(std::move(members), arena()).used_at(block.header);
    expansion.instances.push_back(std::move(instance));
  }

  expansion.state = Expansion::State::kDone;
  return expansion;
}

// data "template_file" renders without a provider's help: as templatefile() of its file, or as templatestring().
std::optional<Member> ModuleInstance::rendered_template(const hcl::Block& block, const Value& text, std::span<const LocalName> names) {
  const hcl::Attribute* const source = block.body.find("template");
  if (source == nullptr || !text.is_string() || !block.body.blocks.empty()) return std::nullopt;
  auto* const call = arena().make<hcl::Call>();
  call->kind = hcl::ExprKind::kCall;
  call->range = call->name_range = source->value->range;
  call->name = "templatestring";
  const hcl::Expr* given = source->value;
  if (given->kind == hcl::ExprKind::kCall) {
    const auto& reads = given->as<hcl::Call>();
    if (reads.name == "file" && reads.args.size() == 1 && !reads.expand_last) {
      call->name = "templatefile";
      given = reads.args[0];
    }
  }
  auto* const none = arena().make<hcl::Object>();
  none->kind = hcl::ExprKind::kObject;
  none->range = call->range;
  const hcl::Attribute* const variables = block.body.find("vars");
  const hcl::Expr* const args[] = {given, variables == nullptr ? none : variables->value};
  call->args = arena().copy(std::span<const hcl::Expr* const>(args));
  return Member{"rendered", block.header, evaluate_here(*call, names)};
}

// What rules see of a block beside what is written in it: what a data source gives, policies as structures, tags with the provider's.
std::vector<Member> ModuleInstance::readings(const hcl::Block& block, Mode mode, const Value& body, const Provider& provider) {
  const std::string_view type = block.labels[0].text;
  std::vector<Member> members;
  if (mode == Mode::kData) {
    members = data_attributes(type, body, provider.region, block.header, arena());
    if (type == "terraform_remote_state" && root_.states != nullptr)
      members.push_back({"outputs", block.header, root_.states->outputs(body, block.header, root_)});
  } else if (mode == Mode::kManaged) {
    members = structures(type, body, block.range, arena());
    if (aws::takes_tags(type)) {
      const Value all = tags_all(body["tags"], provider, block.header, arena());
      // The provider of a library is configured by whoever calls it.
      members.push_back({"tags_all", block.header, root_.library && provider.default_tags.is_missing() ? all.as_open() : all});
    }
  }
  if (type.starts_with("aws_"))
    members.push_back({"provider.region", block.header, provider.region.is_missing() ? Value::missing(block.header) : provider.region});
  return members;
}

// What other expressions see of an instance.
Value ModuleInstance::object_of(const Expansion& expansion, const Expansion::Instance& instance) {
  const SourceRange header = expansion.block->header;
  const Ref* const itself = arena().make<Ref>(Ref{instance.address, {}, header});
  const Refs* const refs = arena().make<Refs>(Refs{{itself, 1}});
  Value object = instance.body;
  if (expansion.mode != Mode::kData) {
    std::vector<Member> members;
    for (const Member& member : object.members())
      if (member.key.find('.') == std::string_view::npos) members.push_back(member);  // others are for rules
    const auto computed = computed_attributes(expansion.block->labels[0].text, object, expansion.provider->region, header, arena());
    members.insert(members.end(), computed.begin(), computed.end());
    object = make_map(std::move(members), arena());
  }
  return object.as_open().used_at(header).with_refs(refs);
}

// Made when the first expression asks: most resources are named by none.
const Value& ModuleInstance::value_of(Expansion& expansion) {
  if (expansion.valued) return expansion.value;
  expansion.valued = true;
  const SourceRange header = expansion.block->header;
  const auto& instances = expansion.instances;
  const bool any_unknown = std::any_of(instances.begin(), instances.end(), [](const auto& i) { return i.unknown; });
  Value& value = expansion.value;
  if (expansion.kind == Repetition::Kind::kSingle) {
    if (!instances.empty()) value = object_of(expansion, instances.front());
    else value = expansion.cut ? unknown(std::string(expansion.name) + " was not analysed", header) : Value::null();  // switched off
  } else if (any_unknown && instances.size() == 1) {
    // How many there are is unknown, but every one of them looks like this.
    value = unknown_instances(object_of(expansion, instances.front()), "the instances of " + std::string(expansion.name) + " are unknown",
                              header);
  } else if (expansion.kind == Repetition::Kind::kCount) {
    std::vector<Value> list;
    for (const auto& instance : instances) list.push_back(object_of(expansion, instance));
    value = expansion.cut ? make_list(list, arena()).as_open() : make_list(list, arena());
  } else {
    std::vector<Member> members;
    for (const auto& instance : instances)
      if (instance.key.is_string()) members.push_back({instance.key.as_string(), {}, object_of(expansion, instance)});
    value = make_map(std::move(members), arena());
    if (any_unknown || expansion.cut) value = value.as_open();
  }
  return value;
}

}  // namespace platlint::terraform
