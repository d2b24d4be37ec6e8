// SPDX-License-Identifier: Apache-2.0
//
// Blocks to instances: count and for_each, nested and dynamic blocks, and what an instance looks like to other expressions. An instance
// has two values. Its *body* says what the configuration says, and a rule that asks for an absent argument gets "missing". Its *object*
// is what expressions see: the same, plus the attributes that AWS derives, and open, since everything else is known only after apply;
// it carries the instance's reference, which turns into edges wherever the value ends up.
#include <algorithm>

#include "analyzer/eval/build.h"
#include "analyzer/eval/json_value.h"
#include "analyzer/lower/terraform/computed_attributes.h"
#include "analyzer/lower/terraform/module_instance.h"
#include "analyzer/lower/terraform/policy_document.h"
#include "analyzer/lower/terraform/remote_state.h"

namespace platlint::terraform {
namespace {

bool is_meta_argument(std::string_view name) { return name == "count" || name == "for_each" || name == "provider" || name == "depends_on"; }

}  // namespace

Value ModuleInstance::block_body(const hcl::Body& body, std::span<const LocalName> names, SourceRange header, bool top, int depth) {
  std::vector<Member> members;
  for (const hcl::Attribute& attribute : body.attributes) {
    if (top && is_meta_argument(attribute.name)) continue;
    members.push_back({attribute.name, attribute.name_range, evaluate_here(*attribute.value, names)});
  }
  // Nested blocks of one type make one list, in the order of the source; dynamic ones add to it.
  std::vector<std::string_view> types;
  for (const hcl::Block& block : body.blocks) {
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
        nested.list.push_back(
            make_map({{"type", block.header, block.labels.empty() ? Value::null() : Value::string(block.labels[0].text)}}, arena())
                .used_at(block.header));
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
      Value inner = depth > 60 ? Value::unknown(nullptr) : block_body(block.body, names, block.header, false, depth + 1);
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
  return make_map(std::move(members), arena()).used_at(header);
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
    return block_body(content->body, inner, block.header, false, depth + 1);
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
                              .via(OriginKind::kEach, value.where(), arena().copy(std::string(iterator) + ".value"), arena());
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

namespace {

const UnknownInfo* first_unknown(const Value& value, int depth) {
  if (value.is_unknown()) return &value.unknown_info();
  const UnknownInfo* found = nullptr;
  for (const Value& item : value.items())
    if (found == nullptr && depth < 30) found = first_unknown(item, depth + 1);
  for (const Member& member : value.members())
    if (found == nullptr && depth < 30) found = first_unknown(member.value, depth + 1);
  return found;
}

// Data sources whose results can be told without asking AWS.
std::vector<Member> data_attributes(std::string_view type, const Value& body, const Value& region, SourceRange where, Arena& arena) {
  std::vector<Member> members;
  const auto after_apply = [&](const Type* t) {
    return Value::unknown(arena.make<UnknownInfo>(UnknownInfo{
                              .type = t, .not_null = true, .computed = true, .cause = "known only to the provider", .cause_range = where}))
        .used_at(where);
  };
  if (type == "aws_iam_policy_document") {
    const Value document = render_policy_document(body, arena);
    members.push_back({"policy_document", where, document});
    std::string json;
    if (write_json(document, json)) {
      // The structure stays with the text, so that findings point into the document.
      members.push_back({"json", where, encoded_from(make_string(json, arena), document, where, arena).used_at(where)});
    } else {
      UnknownInfo info{.type = Type::string(), .not_null = true, .cause = "the policy has unknown parts", .cause_range = where};
      if (const UnknownInfo* inner = first_unknown(document, 0); inner != nullptr && !inner->cause.empty()) {
        info.cause = arena.copy("the policy has unknown parts: " + std::string(inner->cause));
        if (inner->cause_range.valid()) info.cause_range = inner->cause_range;
      }
      info.encoded = arena.make<Value>(document);
      members.push_back({"json", where, Value::unknown(arena.make<UnknownInfo>(info)).used_at(where)});
    }
  } else if (type == "aws_caller_identity") {
    members.push_back({"account_id", where, after_apply(Type::string())});
  } else if (type == "aws_partition") {
    members.push_back({"partition", where, Value::string("aws").used_at(where)});
    members.push_back({"id", where, Value::string("aws").used_at(where)});
    members.push_back({"dns_suffix", where, Value::string("amazonaws.com").used_at(where)});
  } else if (type == "aws_region") {
    const Value named = body["name"].is_absent() ? body["region"] : body["name"];
    const Value value = named.is_absent() ? (region.is_absent() ? after_apply(Type::string()) : region) : named;
    for (const std::string_view key : {"name", "id", "region"}) members.push_back({key, where, value});
  } else if (type == "aws_availability_zones") {
    std::vector<Value> zones;
    for (const char letter : {'a', 'b', 'c'}) {
      if (region.is_string()) zones.push_back(make_string(std::string(region.as_string()) + letter, arena).used_at(where));
      else zones.push_back(after_apply(Type::string()));
    }
    // At least three; their names are AWS's matter.
    members.push_back({"names", where, make_list(zones, arena).used_at(where)});
  }
  if (type.starts_with("aws_") && body["arn"].is_absent()) {
    // Whatever else it says, it is no "*". What IAM finds by a name has it at the end, behind a path that is not told.
    const bool named = body["name"].is_string() && (type == "aws_iam_policy" || type == "aws_iam_role");
    UnknownInfo info{.type = Type::string(),
                     .not_null = true,
                     .computed = true,
                     .prefix = "arn:",
                     .suffix = named ? arena.copy("/" + std::string(body["name"].as_string())) : std::string_view(),
                     .cause = "known only to the provider",
                     .cause_range = where};
    members.push_back({"arn", where, Value::unknown(arena.make<UnknownInfo>(info)).used_at(where)});
  }
  return members;
}

}  // namespace

Expansion& ModuleInstance::expand(std::string_view key, Mode mode) {
  const auto at = directory_.table(mode).find(key);
  Expansion& expansion = expansions_[static_cast<std::size_t>(mode)][at->first];
  if (expansion.state != Expansion::State::kNew) return expansion;
  expansion.state = Expansion::State::kRunning;
  expansion.block = at->second;
  const hcl::Block& block = *at->second;
  const std::string_view type = block.labels[0].text;
  const Repetition repeated = repetition(block.body);
  const Provider& provider = provider_of(block.body, type);
  const bool data = mode == Mode::kData;
  const std::string base = std::string(mode_prefix(mode)) + std::string(type) + "." + std::string(block.labels[1].text);

  for (const Repetition::One& one : repeated.list) {
    if (!take_instances(1, block.header)) break;
    Expansion::Instance instance;
    instance.key = one.key;
    instance.unknown = one.unknown;
    instance.address = join_address(base + instance_suffix(one.key, one.unknown));
    std::vector<LocalName> names;
    if (repeated.kind == Repetition::Kind::kCount) {
      names.push_back({"count", make_map({{"index", {}, one.key}}, arena())});
    } else if (repeated.kind == Repetition::Kind::kForEach) {
      names.push_back({"each", make_map({{"key", {}, one.key}, {"value", {}, one.value}}, arena())});
    }
    instance.body = block_body(block.body, names, block.header, true, 0);

    std::vector<Member> members(instance.body.members().begin(), instance.body.members().end());
    std::vector<Member> computed = data ? data_attributes(type, instance.body, provider.region, block.header, arena())
                                        : computed_attributes(type, instance.body, provider.region, block.header, arena());
    if (data && type == "terraform_remote_state" && root_.states != nullptr)
      computed.push_back({"outputs", block.header, root_.states->outputs(instance.body, block.header, root_)});
    members.insert(members.end(), computed.begin(), computed.end());
    const Refs* self = arena().make<Refs>(Refs{arena().copy(std::vector<Ref>{{instance.address, {}, block.header}})});
    instance.object = make_map(std::move(members), arena()).as_open().used_at(block.header).with_refs(self);
    if (data && !computed.empty()) {
      // Rules see what the data source gives beside what it asks.
      std::vector<Member> all(instance.body.members().begin(), instance.body.members().end());
      all.insert(all.end(), computed.begin(), computed.end());
      instance.body = make_map(std::move(all), arena()).used_at(block.header);
    }
    expansion.instances.push_back(std::move(instance));
  }

  const bool cut = expansion.instances.size() < repeated.list.size();
  const bool any_unknown = std::any_of(expansion.instances.begin(), expansion.instances.end(), [](const auto& i) { return i.unknown; });
  if (repeated.kind == Repetition::Kind::kSingle) {
    expansion.value = expansion.instances.empty() ? unknown(base + " was not analysed", block.header) : expansion.instances.front().object;
  } else if (any_unknown && expansion.instances.size() == 1) {
    // How many there are is unknown, but every one of them looks like this.
    const Value& object = expansion.instances.front().object;
    expansion.value = unknown_instances(object, "the instances of " + base + " are unknown", block.header);
  } else if (repeated.kind == Repetition::Kind::kCount) {
    std::vector<Value> list;
    for (const auto& instance : expansion.instances) list.push_back(instance.object);
    expansion.value = cut ? make_list(list, arena()).as_open() : make_list(list, arena());
  } else {
    std::vector<Member> members;
    for (const auto& instance : expansion.instances)
      if (instance.key.is_string()) members.push_back({instance.key.as_string(), {}, instance.object});
    expansion.value = make_map(std::move(members), arena());
    if (any_unknown || cut) expansion.value = expansion.value.as_open();
  }
  expansion.state = Expansion::State::kDone;
  return expansion;
}

}  // namespace platlint::terraform
