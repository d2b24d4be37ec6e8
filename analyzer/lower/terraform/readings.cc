// SPDX-License-Identifier: Apache-2.0
#include "analyzer/lower/terraform/readings.h"

#include <algorithm>

#include "analyzer/eval/build.h"
#include "analyzer/eval/json_value.h"
#include "analyzer/eval/yaml_value.h"
#include "analyzer/lower/terraform/policy_document.h"

namespace platlint::terraform {
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
  const Value all = make_list(statements, arena).used_at(blocks.where());
  return make_map({{"Statement", blocks.where(), open ? all.as_open() : all}}, arena).used_at(blocks.where());
}

}  // namespace

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

std::vector<Member> structures(std::string_view type, const Value& body, SourceRange block, Arena& arena) {
  std::vector<Member> members;
  for (const Member& member : body.members())
    if (is_policy_attribute(type, member.key) && !member.value.is_block_list())
      members.push_back({join_text({member.key, ".document"}, arena), member.key_range, parse_policy(member.value, block, arena)});
  if (const Value inlined = body["inline_policy"]; type == "aws_iam_role" && !inlined.is_absent())
    members.push_back({"inline_policy.document", inlined.where(), inline_policies(inlined, block, arena)});
  if (type == "aws_ssm_document") {
    const Value content = body["content"];
    Value document = decoded(content, block, arena);
    // The other format is YAML.
    if (document.is_missing() && content.is_string())
      if (const auto read = read_yaml(content.as_string(), arena); read && read->is_map()) document = read->used_at(content.where());
    members.push_back({"document", content.where(), document});
  }
  if (type == "aws_ecs_task_definition") {
    const Value definitions = body["container_definitions"];
    members.push_back({"containers", definitions.where(), decoded(definitions, block, arena)});
  }
  return members;
}

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

}  // namespace platlint::terraform
