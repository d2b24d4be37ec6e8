// SPDX-License-Identifier: Apache-2.0
//
// Validation rules: match, context, preconditions, then pattern, anyPattern, deny or foreach. What cannot be evaluated (a variable that
// does not exist) is an error and not a failure; what is not known is unknown.
#include "analyzer/policy/policy.h"

#include <algorithm>
#include <array>

#include "analyzer/eval/build.h"
#include "analyzer/policy/condition.h"

namespace platlint::policy {
namespace {

constexpr int kMaxNesting = 4;  // foreach in foreach

RuleResult error(const QueryError& why, const Value& at) { return {Verdict::kError, why.message, "", at}; }

// The image reference taken apart, as `images.containers.NAME` shows it.
Value image_parts(const Value& image, Arena& arena) {
  std::string_view text = image.as_string();
  std::string_view digest;
  if (const std::size_t at = text.find('@'); at != std::string_view::npos) {
    digest = text.substr(at + 1);
    text = text.substr(0, at);
  }
  std::string_view tag;
  const std::size_t slash = text.rfind('/');
  if (const std::size_t colon = text.rfind(':'); colon != std::string_view::npos && (slash == std::string_view::npos || colon > slash)) {
    tag = text.substr(colon + 1);
    text = text.substr(0, colon);
  }
  if (tag.empty() && digest.empty()) tag = "latest";
  std::string_view registry = "docker.io";
  std::string_view path = text;
  if (const std::size_t first = text.find('/'); first != std::string_view::npos) {
    const std::string_view head = text.substr(0, first);
    if (head.find_first_of(".:") != std::string_view::npos || head == "localhost") {
      registry = head;
      path = text.substr(first + 1);
    }
  }
  const std::string_view name = path.substr(path.rfind('/') == std::string_view::npos ? 0 : path.rfind('/') + 1);
  std::string reference = std::string(registry) + "/" + std::string(path);
  reference += digest.empty() ? ":" + std::string(tag) : "@" + std::string(digest);
  std::vector<Member> members;
  const auto put = [&](std::string_view key, std::string_view value) {
    members.push_back({key, image.where(), Value::string(arena.copy(value)).used_at(image.where())});
  };
  put("registry", registry);
  put("path", path);
  put("name", name);
  if (!tag.empty()) put("tag", tag);
  if (!digest.empty()) put("digest", digest);
  put("reference", reference);
  put("referenceWithTag", std::string(registry) + "/" + std::string(path) + ":" + std::string(tag));
  return make_map(std::move(members), arena).used_at(image.where());
}

Value images_of(const Value& object, Arena& arena) {
  Value spec = object["spec"];
  if (spec["jobTemplate"].is_map()) spec = spec["jobTemplate"]["spec"];
  if (spec["template"].is_map()) spec = spec["template"]["spec"];
  Value out = Value::map({});
  for (const std::string_view group : {"containers", "initContainers", "ephemeralContainers"}) {
    Value images = Value::map({});
    for (const Value& container : spec[group].items())
      if (container["image"].is_string() && container["name"].is_string())
        images = with_member(images, container["name"].as_string(), image_parts(container["image"], arena), arena);
    if (!images.members().empty()) out = with_member(out, group, images, arena);
  }
  return out;
}

class Evaluation {
 public:
  Evaluation(const CompiledPolicy& policy, const CompiledRule& rule, const Request& request, Arena& arena, std::vector<RuleResult>* more)
      : rule_(rule), request_(request), arena_(arena), more_(more), context_(arena, policy.queries) {}

  std::optional<RuleResult> run() {
    prepare();
    if (auto wrong = load_context(rule_.body["context"])) return wrong;
    if (const auto conditions = preconditions(rule_.body["preconditions"])) return conditions;
    const Value validate = rule_.body["validate"];
    auto result = check(validate, subject(), 0);
    if (result && result->verdict == Verdict::kFail && !said_) result->message = message(validate, result->message);
    return result;
  }

  Tri hold(const Value& written) {
    prepare();
    if (load_context(rule_.body["context"])) return Tri::kFalse;
    const auto conditions = context_.substitute(written);
    return conditions ? holds(*conditions) : Tri::kFalse;
  }

 private:
  const Value& subject() const { return request_.object; }

  void prepare() {
    const bool deleting = request_.operation == "DELETE";
    const Value& object = deleting && request_.object.is_absent() ? request_.old_object : request_.object;
    Value request = Value::map({});
    request = with_member(request, "object", object, arena_);
    if (!request_.old_object.is_absent()) request = with_member(request, "oldObject", request_.old_object, arena_);
    request = with_member(request, "operation", Value::string(arena_.copy(request_.operation)), arena_);
    for (const std::string_view key : {"name", "namespace"})
      if (const Value value = object["metadata"][key]; !value.is_missing()) request = with_member(request, key, value, arena_);
    if (request_.user_info.is_map()) {
      request = with_member(request, "userInfo",
                            request_.user_info["userInfo"].is_absent() ? Value::map({}) : request_.user_info["userInfo"], arena_);
      for (const std::string_view key : {"roles", "clusterRoles"})
        if (request_.user_info[key].is_list()) request = with_member(request, key, request_.user_info[key], arena_);
    } else {
      request = with_member(request, "userInfo", Value::map({}), arena_);
    }
    context_.set("request", request);
    if (const Value images = images_of(object, arena_); !images.members().empty()) context_.set("images", images);
    for (const auto& [name, value] : request_.values) context_.set(name, value);
  }

  std::optional<RuleResult> load_context(const Value& entries) {
    for (const Value& entry : entries.items()) {
      const Value variable = entry["variable"];
      const auto name = entry["name"].text();
      if (name && entry["configMap"].is_map()) load_config_map(*name, entry["configMap"]);
      if (!name || !variable.is_map()) continue;  // apiCall, imageRegistry: only what values files give
      QueryResult<Value> value = Value::null();
      if (const Value given = variable["value"]; !given.is_missing()) {
        value = context_.substitute(given);
        if (value)
          if (const auto path = variable["jmesPath"].text()) {
            const auto expression = context_.substitute(variable["jmesPath"]);
            const auto query = Query::compile(expression && expression->is_string() ? expression->as_string() : *path, Dialect::kKyverno);
            if (query) value = query->evaluate(*value, arena_);
          }
      } else if (const Value path = variable["jmesPath"]; path.is_string()) {
        const auto expression = context_.substitute(path);
        value = expression ? (expression->is_string() ? context_.query(expression->as_string()) : *expression) : expression;
      }
      if (!value || value->is_absent()) {
        // Entries are read when they are needed: without a default, the name stays unknown and whoever uses it gets the error.
        const Value fallback = variable["default"];
        if (fallback.is_missing()) continue;
        value = context_.substitute(fallback);
        if (!value) continue;
      }
      context_.set(*name, *value);
    }
    return std::nullopt;
  }

  void load_config_map(const std::string& name, const Value& entry) {
    const auto wanted = context_.substitute(entry);
    if (!wanted) return;
    const std::string space = (*wanted)["namespace"].text().value_or("default");
    for (const Value& object : request_.cluster)
      if (object["kind"].equals("ConfigMap") == Tri::kTrue &&
          object["metadata"]["name"].equals((*wanted)["name"].text().value_or("")) == Tri::kTrue &&
          object["metadata"]["namespace"].text().value_or("default") == space)
        context_.set(name, object);
  }

  // One condition, its operands replaced.
  Tri condition(const Value& condition) {
    const Value key = condition["key"].is_missing() ? Value::null() : condition["key"];
    return evaluate_condition(key, condition["operator"].text().value_or(""), condition["value"], arena_);
  }

  Tri all(const Value& list) {
    Tri result = Tri::kTrue;
    for (const Value& one : list.items()) result = tri_and(result, condition(one));
    return result;
  }

  // {any, all}, a list of conditions, or a list of {any, all}.
  Tri holds(const Value& conditions) {
    if (conditions.is_list()) {
      Tri result = Tri::kTrue;
      for (const Value& one : conditions.items())
        result = tri_and(result, one["any"].is_list() || one["all"].is_list() ? holds(one) : condition(one));
      return result;
    }
    Tri result = Tri::kTrue;
    if (const Value any = conditions["any"]; any.is_list()) {
      Tri some = Tri::kFalse;
      for (const Value& one : any.items()) some = tri_or(some, condition(one));
      result = some;
    }
    if (const Value every = conditions["all"]; every.is_list()) result = tri_and(result, all(every));
    return result;
  }

  Value unknown_inside(const Value& tree, int depth = 0) const {
    if (tree.is_unknown() || depth > 100) return tree;
    for (const Value& item : tree.items())
      if (!item.is_wholly_known()) return unknown_inside(item, depth + 1);
    for (const Member& member : tree.members())
      if (!member.value.is_wholly_known()) return unknown_inside(member.value, depth + 1);
    return tree;
  }

  RuleResult unknown(const Value& conditions) const {
    return {Verdict::kUnknown, "a condition depends on a value that is not known", "", unknown_inside(conditions)};
  }

  // What the preconditions decide already, if anything.
  std::optional<RuleResult> preconditions(const Value& written) {
    if (written.is_absent()) return std::nullopt;
    const auto conditions = context_.substitute(written);
    if (!conditions) return error(conditions.error(), written);
    switch (holds(*conditions)) {
      case Tri::kTrue:
        return std::nullopt;
      case Tri::kUnknown:
        return unknown(*conditions);
      default:
        return RuleResult{Verdict::kSkip, "the preconditions do not hold", "", {}};
    }
  }

  std::optional<RuleResult> check(const Value& validate, const Value& object, int nesting) {
    if (!validate["foreach"].is_absent()) return foreach (validate["foreach"], nesting);
    if (!validate["deny"].is_missing()) return deny(validate["deny"]);
    if (request_.operation == "DELETE" && nesting == 0) return std::nullopt;
    if (const Value pattern = validate["pattern"]; !pattern.is_missing()) {
      const auto ready = context_.substitute(pattern);
      if (!ready) return error(ready.error(), pattern);
      return result_of(match_pattern(object, *ready, arena_));
    }
    if (const Value any = validate["anyPattern"]; any.is_list()) return any_pattern(any, object);
    return std::nullopt;
  }

  static RuleResult result_of(Match match) { return {match.verdict, std::move(match.message), std::move(match.path), match.at}; }

  std::optional<RuleResult> any_pattern(const Value& patterns, const Value& object) {
    std::optional<RuleResult> failed;
    std::optional<RuleResult> undecided;
    RuleResult skipped{Verdict::kSkip, "", "", {}};
    const auto ready = context_.substitute(patterns);
    if (!ready) return error(ready.error(), patterns);
    for (const Value& pattern : ready->items()) {
      RuleResult one = result_of(match_pattern(object, pattern, arena_));
      if (one.verdict == Verdict::kPass) return one;
      if (one.verdict == Verdict::kUnknown) undecided = std::move(one);
      else if (one.verdict == Verdict::kSkip) skipped = std::move(one);
      else if (!failed) failed = std::move(one);
    }
    if (undecided) return undecided;
    if (failed) failed->verdict = Verdict::kFail;
    return failed ? failed : skipped;
  }

  std::optional<RuleResult> deny(const Value& deny) {
    const Value written = deny["conditions"];
    if (written.is_absent()) return RuleResult{Verdict::kFail, "denied", "", subject()};
    const auto conditions = context_.substitute(written);
    if (!conditions) return error(conditions.error(), written);
    switch (holds(*conditions)) {
      case Tri::kTrue:
        return RuleResult{Verdict::kFail, "denied", "", culprit(*conditions)};
      case Tri::kUnknown:
        return unknown(*conditions);
      default:
        return RuleResult{};
    }
  }

  // The value of the resource that made a deny rule's condition hold: the key of the first condition that came from the resource.
  Value culprit(const Value& conditions) {
    const auto look = [&](const Value& list) -> Value {
      for (const Value& one : list.items()) {
        const Value key = one["key"];
        if (key.where().valid() && condition(one) == Tri::kTrue && key.where().file == subject().where().file && !one["key"].is_missing())
          return key;
      }
      return {};
    };
    if (conditions.is_list()) return look(conditions);
    for (const std::string_view group : {"any", "all"})
      if (const Value found = look(conditions[group]); found.where().valid()) return found;
    return {};
  }

  std::optional<RuleResult> foreach (const Value& loops, int nesting) {
    if (nesting >= kMaxNesting) return RuleResult{Verdict::kError, "foreach is nested too deeply", "", loops};
    const Value saved = context_.root();
    bool applied = false;
    std::optional<RuleResult> undecided;
    std::optional<RuleResult> first;
    for (const Value& loop : loops.items()) {
      const auto expression = context_.substitute(loop["list"]);
      if (!expression) return error(expression.error(), loop["list"]);
      const auto list = expression->is_string() ? context_.query(expression->as_string()) : *expression;
      if (!list) {
        if (list.error().unknown_key) continue;
        return error(list.error(), loop["list"]);
      }
      if (list->is_unknown() || list->is_open()) {
        undecided = RuleResult{Verdict::kUnknown, "the list is not known", "", *list};
        continue;
      }
      std::vector<Value> elements(list->items().begin(), list->items().end());
      if (list->is_map()) {
        elements.clear();
        for (const Member& member : list->members())
          elements.push_back(
              make_map({{"key", member.key_range, Value::string(member.key)}, {"value", member.value.where(), member.value}}, arena_)
                  .used_at(member.value.where()));
      } else if (!list->is_list() && !list->is_absent()) {
        elements.push_back(*list);
      }
      std::int64_t index = -1;
      for (const Value& element : elements) {
        ++index;
        if (element.is_absent()) continue;
        const Value before = context_.root();
        auto result = element_result(loop, element, index, nesting);
        if (result && result->verdict == Verdict::kFail && !said_) result->message = message(rule_.body["validate"], result->message);
        said_ = said_ || (result && result->verdict == Verdict::kFail);
        context_.reset(before);
        if (!result || result->verdict == Verdict::kSkip) continue;
        if (result->verdict == Verdict::kUnknown) {
          undecided = std::move(result);
          continue;
        }
        applied = true;
        if (result->verdict != Verdict::kPass) {
          if (!result->at.where().valid()) result->at = element;
          if (more_ != nullptr && nesting == 0 && result->verdict == Verdict::kFail) {
            said_ = false;
            if (first) more_->push_back(*std::move(result));
            else first = std::move(result);
            continue;
          }
          context_.reset(saved);
          return result;
        }
      }
    }
    context_.reset(saved);
    said_ = said_ || first.has_value();
    if (first) return first;
    if (undecided) return undecided;
    return applied ? std::optional<RuleResult>(RuleResult{}) : std::nullopt;
  }

  std::optional<RuleResult> element_result(const Value& loop, const Value& element, std::int64_t index, int nesting) {
    context_.set("element", element);
    context_.set("element" + std::to_string(nesting), element);
    context_.set("elementIndex", Value::number(index));
    context_.set("elementIndex" + std::to_string(nesting), Value::number(index));
    if (auto wrong = load_context(loop["context"])) return wrong;
    if (const auto decided = preconditions(loop["preconditions"])) return decided->verdict == Verdict::kUnknown ? decided : std::nullopt;
    const Value scope = loop["elementScope"];
    const bool whole = !scope.is_absent() && scope.is_true() == Tri::kFalse;
    return check(loop, whole ? subject() : element, nesting + 1);
  }

  std::string message(const Value& validate, const std::string& otherwise) {
    const Value written = validate["message"];
    if (!written.is_string()) return otherwise;
    const auto text = context_.substitute(written);
    if (text && text->is_string()) return std::string(text->as_string());
    return std::string(written.as_string());
  }

  const CompiledRule& rule_;
  const Request& request_;
  Arena& arena_;
  std::vector<RuleResult>* more_;
  bool said_ = false;  // the failure has its message already, made while its element was in scope
  Context context_;
};

void check_conditions(const Value& tree, std::vector<QueryTable::Mistake>& mistakes, int depth = 0) {
  if (depth > 100) return;
  for (const Value& item : tree.items()) check_conditions(item, mistakes, depth + 1);
  const Value op = tree["operator"];
  if (tree.is_map() && !tree["key"].is_missing() && op.is_string() && !is_operator(op.as_string()))
    mistakes.push_back({op.where(), "there is no operator \"" + std::string(op.as_string()) + "\""});
  for (const Member& member : tree.members()) check_conditions(member.value, mistakes, depth + 1);
}

}  // namespace

RuleType type_of(const Value& rule) {
  const Value validate = rule["validate"];
  if (!validate["foreach"].is_absent()) return RuleType::kForeach;
  if (!validate["deny"].is_missing()) return RuleType::kDeny;
  if (!validate["pattern"].is_missing()) return RuleType::kPattern;
  if (!validate["anyPattern"].is_missing()) return RuleType::kAnyPattern;
  return RuleType::kOther;
}

bool is_policy(const Value& document) {
  const auto kind = document["kind"].text();
  const auto api = document["apiVersion"].text();
  return kind && api && (*kind == "ClusterPolicy" || *kind == "Policy") && api->starts_with("kyverno.io/");
}

// The list of a foreach is an expression without braces.
void check_lists(const Value& loops, std::vector<QueryTable::Mistake>& mistakes) {
  for (const Value& loop : loops.items()) {
    const Value list = loop["list"];
    if (!list.is_string() || list.as_string().find("{{") != std::string_view::npos) continue;
    if (const auto query = Query::compile(list.as_string(), Dialect::kKyverno); !query)
      mistakes.push_back({list.where(), "list " + std::string(list.as_string()) + ": " + query.error().message});
  }
}

CompiledPolicy compile_policy(const Value& document) {
  CompiledPolicy out;
  out.arena = std::make_shared<Arena>();
  out.body = document;
  out.name = document["metadata"]["name"].text().value_or("");
  out.kind = document["kind"].text().value_or("");
  if (out.kind == "Policy") out.space = document["metadata"]["namespace"].text().value_or("default");
  const Value rules = document["spec"]["rules"];
  if (!rules.is_list()) out.mistakes.push_back({document["spec"].where(), "the policy has no rules"});
  const bool autogen = autogen_possible(document);
  std::vector<CompiledRule> generated;
  for (const Value& rule : rules.items()) {
    CompiledRule compiled{.name = rule["name"].text().value_or(""), .body = rule, .type = type_of(rule), .autogen = false};
    if (compiled.name.empty()) out.mistakes.push_back({rule.where(), "the rule has no name"});
    if (rule["match"].is_absent()) out.mistakes.push_back({rule.where(), "the rule matches nothing: it has no `match`"});
    for (const std::string_view part : {"preconditions"}) check_conditions(rule[part], out.mistakes);
    check_conditions(rule["validate"]["deny"]["conditions"], out.mistakes);
    for (const std::string_view part : {"validate", "mutate", "generate"}) check_lists(rule[part]["foreach"], out.mistakes);
    if (compiled.type != RuleType::kOther) {
      out.queries.collect(rule, out.mistakes);
      if (autogen)
        for (CompiledRule& made : autogen_rules(document, compiled, *out.arena)) {
          std::vector<QueryTable::Mistake> again;
          out.queries.collect(made.body, again);
          generated.push_back(std::move(made));
        }
    }
    out.rules.push_back(std::move(compiled));
  }
  out.rules.insert(out.rules.end(), generated.begin(), generated.end());
  return out;
}

Tri conditions_hold(const CompiledPolicy& policy, const CompiledRule& rule, const Value& conditions, const Request& request, Arena& arena) {
  return Evaluation(policy, rule, request, arena, nullptr).hold(conditions);
}

std::optional<RuleResult> evaluate_rule(const CompiledPolicy& policy, const CompiledRule& rule, const Request& request, Arena& arena,
                                        std::vector<RuleResult>* more) {
  if (rule.type == RuleType::kOther) return std::nullopt;
  const Tri apply = applies(policy, rule.body, request, arena);
  if (apply == Tri::kFalse) return std::nullopt;
  auto result = Evaluation(policy, rule, request, arena, more).run();
  if (result && apply == Tri::kUnknown && result->verdict == Verdict::kFail) {
    result->verdict = Verdict::kUnknown;
    result->message = "whether the rule applies is not known";
    if (more != nullptr) more->clear();
  }
  return result;
}

}  // namespace platlint::policy
