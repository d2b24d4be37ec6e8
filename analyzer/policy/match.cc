// SPDX-License-Identifier: Apache-2.0
//
// match and exclude. The fields of one filter must all hold, the items of a list are alternatives; `any` and `all` combine filters, and the
// old form is one filter. A selector's wildcards are compared with what the object has. Without user information the user clauses of match
// are dropped while those of exclude stay, and so exclude nothing.
#include <algorithm>
#include <array>
#include <vector>

#include "analyzer/policy/policy.h"
#include "analyzer/support/glob.h"

namespace platlint::policy {
namespace {

struct KindSelector {
  std::string_view group = "*";
  std::string_view version = "*";
  std::string_view kind = {};
  std::string_view sub = {};
};

bool is_version(std::string_view text) {
  return text == "*" || (text.size() >= 2 && text[0] == 'v' && ((text[1] >= '0' && text[1] <= '9') || text[1] == '*'));
}

KindSelector parse_kind(std::string_view text) {
  std::vector<std::string_view> parts;
  while (true) {
    const std::size_t slash = text.find('/');
    parts.push_back(text.substr(0, slash));
    if (slash == std::string_view::npos) break;
    text.remove_prefix(slash + 1);
  }
  KindSelector out;
  std::size_t at = 0;
  if (parts.size() == 2 && parts[0] == "*" && parts[1] == "*") return {"*", "*", "*", "*"};
  if (parts.size() >= 3 && is_version(parts[1])) {
    out.group = parts[0];
    out.version = parts[1];
    at = 2;
  } else if (parts.size() >= 2 && is_version(parts[0])) {
    out.version = parts[0];
    at = 1;
  }
  out.kind = parts[std::min(at, parts.size() - 1)];
  if (at + 1 < parts.size()) out.sub = parts[at + 1];
  if (const std::size_t dot = out.kind.find('.'); dot != std::string_view::npos) {
    out.sub = out.kind.substr(dot + 1);
    out.kind = out.kind.substr(0, dot);
  }
  return out;
}

class Matcher {
 public:
  Matcher(const Request& request, bool excluding)
      : request_(request),
        excluding_(excluding),
        object_(request.object.is_map() ? request.object : request.old_object),
        metadata_(object_["metadata"]) {}

  // The whole clause: any, all, or the old form.
  Tri clause(const Value& clause) const {
    Tri result = Tri::kUnknown;
    bool combined = false;
    if (const Value any = clause["any"]; any.is_list()) {
      result = Tri::kFalse;
      for (const Value& filter : any.items()) result = tri_or(result, this->filter(filter));
      combined = true;
    }
    if (const Value all = clause["all"]; all.is_list() && !all.items().empty()) {
      Tri every = Tri::kTrue;
      for (const Value& filter : all.items()) every = tri_and(every, this->filter(filter));
      result = combined ? tri_or(result, every) : every;
      combined = true;
    }
    return combined ? result : filter(clause);
  }

 private:
  Tri filter(const Value& filter) const {
    const Value resources = filter["resources"];
    bool said = false;
    Tri result = Tri::kTrue;
    const auto narrow = [&](const Value& field, Tri holds) {
      if (field.is_absent() || (field.is_list() && field.items().empty())) return;
      said = true;
      result = tri_and(result, holds);
    };
    narrow(resources["operations"], any_text(resources["operations"], [&](std::string_view op) { return tri(op == request_.operation); }));
    narrow(resources["kinds"], any_text(resources["kinds"], [&](std::string_view kind) { return tri(is_kind(kind)); }));
    const Value name = metadata_["name"].is_absent() ? metadata_["generateName"] : metadata_["name"];
    narrow(resources["name"], wild(resources["name"], name));
    narrow(resources["names"], any_text(resources["names"], [&](std::string_view pattern) { return wild(Value::string(pattern), name); }));
    narrow(resources["namespaces"],
           any_text(resources["namespaces"], [&](std::string_view pattern) { return wild(Value::string(pattern), own_namespace()); }));
    narrow(resources["annotations"], labels(resources["annotations"], metadata_["annotations"]));
    narrow(resources["selector"], selector(resources["selector"], metadata_["labels"]));
    if (const Value wanted = resources["namespaceSelector"]; wanted.is_map()) narrow(wanted, namespace_selector(wanted));
    for (const std::string_view clause : {"subjects", "roles", "clusterRoles"}) {
      const Value wanted = filter[clause];
      if (wanted.is_absent()) continue;
      if (request_.user_info.is_absent() && !excluding_) {
        said = true;
        continue;
      }
      narrow(wanted, tri(clause == "subjects" ? is_subject(wanted) : has_role(wanted, request_.user_info[clause])));
    }
    return said ? result : tri(false);
  }

  template <class Test>
  static Tri any_text(const Value& list, Test&& test) {
    Tri result = Tri::kFalse;
    for (const Value& item : list.items())
      if (const auto text = item.text()) result = tri_or(result, test(std::string_view(*text)));
    return result;
  }

  static Tri wild(const Value& pattern, const Value& value) {
    if (value.is_unknown()) return pattern.is_string() && pattern.as_string() == "*" ? Tri::kTrue : Tri::kUnknown;
    const auto text = value.text();
    return tri(pattern.is_string() && matches_wildcard(pattern.as_string(), text ? *text : std::string()));
  }

  bool is_kind(std::string_view wanted) const {
    if (!request_.kind.empty()) return matches_wildcard(wanted, request_.kind);
    const KindSelector selector = parse_kind(wanted);
    const std::string kind = object_["kind"].text().value_or("");
    const std::string api = object_["apiVersion"].text().value_or("");
    const std::size_t slash = api.find('/');
    const std::string group = slash == std::string::npos ? "" : api.substr(0, slash);
    const std::string version = slash == std::string::npos ? api : api.substr(slash + 1);
    if (!selector.sub.empty() && selector.sub != "*") return false;
    return matches_wildcard(selector.kind, kind) && matches_wildcard(selector.version, version) && matches_wildcard(selector.group, group);
  }

  Value own_namespace() const {
    if (object_["kind"].equals("Namespace") == Tri::kTrue) return metadata_["name"];
    return metadata_["namespace"];
  }

  static Tri labels(const Value& wanted, const Value& have) {
    Tri result = Tri::kTrue;
    for (const Member& member : wanted.members()) {
      Tri found = have.is_unknown() || have.is_open() ? Tri::kUnknown : Tri::kFalse;
      const std::string pattern = member.value.text().value_or("");
      for (const Member& label : have.members())
        if (matches_wildcard(member.key, label.key)) found = tri_or(found, wild(Value::string(pattern), label.value));
      result = tri_and(result, found);
    }
    return result;
  }

  static Tri selector(const Value& selector, const Value& have) {
    Tri result = labels(selector["matchLabels"], have);
    for (const Value& expression : selector["matchExpressions"].items()) {
      const std::string key = expression["key"].text().value_or("");
      const std::string op = expression["operator"].text().value_or("");
      const Value value = have[key];
      Tri holds = Tri::kFalse;
      if (value.is_unknown()) {
        holds = Tri::kUnknown;
      } else {
        const bool there = !value.is_missing();
        const bool in = there && any_text(expression["values"], [&](std::string_view text) { return value.equals(text); }) == Tri::kTrue;
        if (op == "Exists") holds = tri(there);
        else if (op == "DoesNotExist") holds = tri(!there);
        else if (op == "In") holds = tri(in);
        else if (op == "NotIn") holds = tri(!in);
      }
      result = tri_and(result, holds);
    }
    return result;
  }

  Tri namespace_selector(const Value& wanted) const {
    if (object_["kind"].equals("Namespace") == Tri::kTrue) return Tri::kFalse;
    const Value space = metadata_["namespace"];
    if (space.is_unknown()) return Tri::kUnknown;
    const auto at = request_.namespace_labels.find(space.text().value_or(""));
    return selector(wanted, at == request_.namespace_labels.end() ? Value::map({}) : at->second);
  }

  bool has_role(const Value& wanted, const Value& have) const {
    return any_text(wanted, [&](std::string_view role) {
             return any_text(have, [&](std::string_view own) { return tri(matches_wildcard(role, own)); });
           }) == Tri::kTrue;
  }

  bool is_subject(const Value& wanted) const {
    const Value user = request_.user_info["userInfo"];
    return std::any_of(wanted.items().begin(), wanted.items().end(), [&](const Value& subject) {
      const std::string kind = subject["kind"].text().value_or("");
      const std::string name = subject["name"].text().value_or("");
      if (kind == "ServiceAccount")
        return user["username"].equals("system:serviceaccount:" + subject["namespace"].text().value_or("") + ":" + name) == Tri::kTrue;
      if (kind == "User") return matches_wildcard(name, user["username"].text().value_or(""));
      return any_text(user["groups"], [&](std::string_view group) { return tri(matches_wildcard(name, group)); }) == Tri::kTrue;
    });
  }

  const Request& request_;
  bool excluding_;
  Value object_;
  Value metadata_;
};

}  // namespace

Tri applies(const CompiledPolicy& policy, const Value& rule, const Request& request, Arena&) {
  if (!policy.space.empty()) {
    const Value& object = request.object.is_map() ? request.object : request.old_object;
    if (object["metadata"]["namespace"].equals(policy.space) == Tri::kFalse) return Tri::kFalse;
  }
  const Tri matched = Matcher(request, false).clause(rule["match"]);
  if (matched == Tri::kFalse) return matched;
  const Value exclude = rule["exclude"];
  if (!exclude.is_map() || exclude.members().empty()) return matched;
  return tri_and(matched, tri_not(Matcher(request, true).clause(exclude)));
}

}  // namespace platlint::policy
