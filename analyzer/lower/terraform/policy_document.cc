// SPDX-License-Identifier: Apache-2.0
#include "analyzer/lower/terraform/policy_document.h"

#include <algorithm>
#include <string>

#include "analyzer/eval/build.h"
#include "analyzer/eval/json_value.h"

namespace platlint::terraform {
namespace {

// The provider writes a list of one as the bare string.
Value one_or_list(const Value& list) {
  if (list.is_list() && !list.is_open() && list.items().size() == 1) return list.items().front();
  return list;
}

// Actions, resources and identifiers are written in descending order; with unknown texts the order is not known, and stays.
Value sorted(const Value& list, Arena& arena) {
  if (!list.is_list() || list.is_open() ||
      !std::all_of(list.items().begin(), list.items().end(), [](const Value& v) { return v.is_string(); }))
    return list;
  std::vector<Value> items(list.items().begin(), list.items().end());
  std::stable_sort(items.begin(), items.end(), [](const Value& a, const Value& b) { return a.as_string() > b.as_string(); });
  return make_list(items, arena).used_at(list.where()).with_origin(list.origin()).with_refs(list.refs_handle());
}

// Two lists behind one another; unknown when one of them is.
Value joined(const Value& first, const Value& second, Arena& arena) {
  if (!first.is_list() || !second.is_list()) return first.is_list() ? second : first;
  std::vector<Value> all(first.items().begin(), first.items().end());
  all.insert(all.end(), second.items().begin(), second.items().end());
  const Value list = make_list(all, arena).used_at(first.where()).with_refs(join_refs(first.refs_handle(), second.refs_handle(), arena));
  return first.is_open() || second.is_open() ? list.as_open() : list;
}

// &{aws:username} stands for ${aws:username}, which would be a template.
Value iam_variables(const Value& value, Arena& arena) {
  if (value.is_list()) {
    std::vector<Value> items;
    for (const Value& item : value.items()) items.push_back(iam_variables(item, arena));
    const Value list = make_list(items, arena).used_at(value.where()).with_origin(value.origin()).with_refs(value.refs_handle());
    return value.is_open() ? list.as_open() : list;
  }
  if (!value.is_string() || value.as_string().find("&{") == std::string_view::npos) return value;
  std::string text(value.as_string());
  for (std::size_t at = text.find("&{"); at != std::string::npos; at = text.find("&{", at)) text[at] = '$';
  return make_string(text, arena).used_at(value.where()).with_origin(value.origin()).with_refs(value.refs_handle());
}

Value principals(const Value& blocks, Arena& arena) {
  std::vector<Member> members;
  for (const Value& block : blocks.items()) {
    const Value type = block["type"];
    const Value identifiers = block["identifiers"];
    if (type.equals("*") == Tri::kTrue && identifiers.has_item("*") == Tri::kTrue && identifiers.items().size() == 1)
      return Value::string("*").used_at(identifiers.where());
    if (!type.is_string()) return Value::unknown("the principal's type is unknown", type.where(), arena);
    const auto same = std::find_if(members.begin(), members.end(), [&](const Member& m) { return m.key == type.as_string(); });
    if (same == members.end()) members.push_back({type.as_string(), type.where(), identifiers});
    else same->value = joined(same->value, identifiers, arena);
  }
  for (Member& member : members) member.value = one_or_list(sorted(iam_variables(member.value, arena), arena));
  const Value map = make_map(std::move(members), arena).used_at(blocks.where());
  return blocks.is_open() ? map.as_open() : map;
}

Value conditions(const Value& blocks, Arena& arena) {
  std::vector<std::pair<std::string_view, std::vector<Member>>> tests;
  bool open = blocks.is_open();
  for (const Value& block : blocks.items()) {
    const Value test = block["test"];
    const Value variable = block["variable"];
    // The issuer in front of a claim is often known only to AWS ("${issuer}:sub"): the claim is kept under "*:sub".
    const std::string_view claim = variable.is_unknown() ? variable.unknown_info().suffix : std::string_view();
    if (!variable.is_string()) open = true;
    if (!test.is_string() || (!variable.is_string() && !claim.starts_with(':'))) {
      open = true;
      continue;
    }
    const std::string_view name = variable.is_string() ? variable.as_string() : arena.copy("*" + std::string(claim));
    auto at = std::find_if(tests.begin(), tests.end(), [&](const auto& t) { return t.first == test.as_string(); });
    if (at == tests.end()) at = tests.insert(tests.end(), {test.as_string(), {}});
    // Blocks of one test and variable make one list.
    const auto same = std::find_if(at->second.begin(), at->second.end(), [&](const Member& m) { return m.key == name; });
    if (same == at->second.end()) at->second.push_back({name, variable.where(), iam_variables(block["values"], arena)});
    else same->value = joined(same->value, iam_variables(block["values"], arena), arena);
  }
  for (auto& [test, variables] : tests)
    for (Member& variable : variables) variable.value = one_or_list(variable.value);
  std::vector<Member> members;
  for (auto& [test, variables] : tests) members.push_back({test, {}, make_map(std::move(variables), arena).used_at(blocks.where())});
  const Value map = make_map(std::move(members), arena).used_at(blocks.where());
  return open ? map.as_open() : map;
}

Value statement(const Value& block, Arena& arena) {
  std::vector<Member> members;
  const auto copy = [&](std::string_view from, std::string_view to) {
    const Value value = block[from];
    if (value.is_absent() || (value.is_list() && value.items().empty() && !value.is_open())) return;
    members.push_back({to, value.where(), one_or_list(sorted(iam_variables(value, arena), arena)).used_at(value.where())});
  };
  copy("sid", "Sid");
  const Value effect = block["effect"];
  members.push_back({"Effect", effect.where(), effect.is_absent() ? Value::string("Allow").used_at(block.where()) : effect});
  copy("actions", "Action");
  copy("not_actions", "NotAction");
  copy("resources", "Resource");
  copy("not_resources", "NotResource");
  for (const auto& [from, to] : {std::pair("principals", "Principal"), std::pair("not_principals", "NotPrincipal")})
    if (const Value blocks = block[from]; !blocks.is_absent())
      members.push_back({to, blocks.where(), blocks.is_unknown() ? blocks : principals(blocks, arena)});
  if (const Value blocks = block["condition"]; !blocks.is_absent())
    members.push_back({"Condition", blocks.where(), blocks.is_unknown() ? blocks : conditions(blocks, arena)});
  return make_map(std::move(members), arena).used_at(block.where()).with_refs(block.refs_handle());
}

// The statements of other documents; false when some cannot be seen.
bool statements_of(const Value& documents, std::vector<Value>& out, Arena& arena) {
  bool complete = !documents.is_unknown() && !documents.is_open();
  for (const Value& document : documents.each()) {
    const Value policy = parse_policy(document, document.where(), arena);
    if (!policy.is_map()) {
      complete = complete && policy.is_missing();
      continue;
    }
    const Value list = policy["Statement"];
    complete = complete && list.is_list() && !list.is_open();
    out.insert(out.end(), list.items().begin(), list.items().end());
  }
  return complete;
}

// What is written outside of the block stands, for a reader of findings, at the block's attribute; `written` still leads to it.
Value placed(const Value& value, const Value& attribute, SourceRange block, Arena& arena, int depth) {
  Value out = value;
  if (depth < 30 && value.is_list()) {
    std::vector<Value> items;
    for (const Value& item : value.items()) items.push_back(placed(item, attribute, block, arena, depth + 1));
    out = make_list(items, arena, value.collection(), value.element_type())
              .with_origin(value.origin())
              .with_refs(value.refs_handle())
              .with_marks(value.marks());
    if (value.is_open()) out = out.as_open();
  } else if (depth < 30 && value.is_map()) {
    std::vector<Member> members;
    for (const Member& member : value.members())
      members.push_back({member.key, member.key_range, placed(member.value, attribute, block, arena, depth + 1)});
    out = make_map(std::move(members), arena, value.collection(), value.element_type())
              .with_origin(value.origin())
              .with_refs(value.refs_handle())
              .with_marks(value.marks());
    if (value.is_open()) out = out.as_open();
  }
  if (block.contains(value.where())) return out.used_at(value.where());
  if (!value.where().valid()) return out.used_at(attribute.where());
  return out
      .with_origin(arena.make<Origin>(Origin{.kind = OriginKind::kEncoding, .where = value.where(), .name = {}, .next = value.origin()}))
      .used_at(attribute.where());
}

}  // namespace

Value render_policy_document(const Value& body, Arena& arena) {
  std::vector<Value> statements;
  bool complete = statements_of(body["source_policy_documents"], statements, arena);
  complete = statements_of(body["source_json"], statements, arena) && complete;
  // A statement of this block replaces one of a source document with the same Sid.
  const auto put = [&](const Value& made) {
    const Value sid = made["Sid"];
    if (sid.is_string() && !sid.as_string().empty())
      for (Value& other : statements)
        if (other["Sid"].equals(sid.as_string()) == Tri::kTrue) {
          other = made;
          return;
        }
    statements.push_back(made);
  };
  const Value blocks = body["statement"];
  for (const Value& block : blocks.items()) put(statement(block, arena));
  complete = complete && !blocks.is_unknown() && !blocks.is_open();
  std::vector<Value> overrides;
  complete = statements_of(body["override_policy_documents"], overrides, arena) && complete;
  complete = statements_of(body["override_json"], overrides, arena) && complete;
  for (const Value& made : overrides) put(made);

  Value list = make_list(statements, arena).used_at(body.where());
  if (!complete) list = list.as_open();
  std::vector<Member> members;
  const Value version = body["version"];
  members.push_back({"Version", version.where(), version.is_absent() ? Value::string("2012-10-17") : version});
  if (const Value id = body["policy_id"]; !id.is_absent()) members.push_back({"Id", id.where(), id});
  members.push_back({"Statement", body.where(), list});
  return make_map(std::move(members), arena).used_at(body.where());
}

Value decoded(const Value& attribute, SourceRange block, Arena& arena) {
  if (attribute.is_absent()) return Value::missing(attribute.where());
  if (const Value* structure = attribute.encoded()) return placed(*structure, attribute, block, arena, 0);
  if (attribute.is_unknown()) return attribute;
  if (!attribute.is_string()) return attribute;
  const auto read = read_json(attribute.as_string(), arena);
  return read ? read->used_at(attribute.where()) : Value::missing(attribute.where());
}

Value parse_policy(const Value& attribute, SourceRange block, Arena& arena) {
  const Value policy = decoded(attribute, block, arena);
  if (policy.is_unknown()) return policy;
  if (!policy.is_map()) return Value::missing(attribute.where());
  // JSON text has no places of its own: everything in it stands at the attribute.
  std::vector<Member> members(policy.members().begin(), policy.members().end());
  for (Member& member : members)
    if (member.key == "Statement" && member.value.is_map()) member.value = make_list({member.value}, arena).used_at(member.value.where());
    else if (member.key == "Statement" && member.value.is_unknown())
      member.value = make_list({}, arena).as_open().used_at(attribute.where());
  const Value map =
      Value::map(arena.copy(members)).used_at(attribute.where()).with_origin(attribute.origin()).with_refs(attribute.refs_handle());
  return policy.is_open() ? map.as_open() : map;
}

bool is_policy_attribute(std::string_view type, std::string_view attribute) {
  if (!type.starts_with("aws_")) return false;
  if (attribute == "assume_role_policy" || attribute == "access_policies" || attribute == "policy" || attribute == "resource_policy" ||
      attribute == "inline_policy" || attribute == "access_policy" || attribute == "repository_policy" || attribute == "policy_document" ||
      attribute == "source_arn_policy" || attribute == "container_policy")
    return type != "aws_appautoscaling_policy" && type != "aws_autoscaling_policy" && type != "aws_ecr_lifecycle_policy" &&
           type != "aws_dlm_lifecycle_policy" && type != "aws_organizations_policy";
  return false;
}

}  // namespace platlint::terraform
