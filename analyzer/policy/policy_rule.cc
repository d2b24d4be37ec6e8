// SPDX-License-Identifier: Apache-2.0
#include "analyzer/policy/policy_rule.h"

#include <algorithm>

#include "analyzer/eval/json_value.h"
#include "analyzer/lower/lower.h"
#include "analyzer/policy/meta_texts.h"
#include "analyzer/policy/policy.h"
#include "analyzer/policy/resource_rule.h"
#include "grammars/yaml/parser.h"

namespace platlint {
namespace {

using namespace policy;

// The kinds that a rule visits, in the model's form.
void add_kinds(const Value& match, std::vector<std::string>& kinds) {
  std::vector<Value> filters = {match};
  for (const std::string_view key : {"any", "all"})
    for (const Value& filter : match[key].items()) filters.push_back(filter);
  for (const Value& filter : filters)
    for (const Value& item : filter["resources"]["kinds"].items()) {
      std::string kind = item.text().value_or("");
      const std::size_t slash = kind.find('/');
      const std::string domain = kind.substr(0, slash);
      const bool other = slash != std::string::npos && (domain == "terraform" || domain == "github" || domain == "gitlab" ||
                                                        domain == "docker" || domain == "kubernetes");
      if (!other) {
        const std::size_t last = kind.rfind('/');
        if (last != std::string::npos) kind = kind.substr(last + 1);
        kind = "kubernetes/" + kind.substr(0, kind.find('.'));
      }
      // Dispatch knows a star at the end only; the policy itself compares exactly.
      if (const std::size_t wild = kind.find_first_of("*?"); wild != std::string::npos) kind = kind.substr(0, wild) + "*";
      if (std::find(kinds.begin(), kinds.end(), kind) == kinds.end()) kinds.push_back(kind);
    }
}

std::vector<std::string> comma_list(const Value& value) {
  std::vector<std::string> out;
  const std::string text = value.text().value_or("");
  std::size_t at = 0;
  while (at <= text.size() && !text.empty()) {
    const std::size_t comma = std::min(text.find(',', at), text.size());
    std::size_t begin = at;
    std::size_t end = comma;
    while (begin < end && (text[begin] == ' ' || text[begin] == '\n')) ++begin;
    while (end > begin && (text[end - 1] == ' ' || text[end - 1] == '\n')) --end;
    if (end > begin) out.push_back(text.substr(begin, end - begin));
    at = comma + 1;
  }
  return out;
}

// What the rules of one file share: the tree that their values point into.
struct Backing {
  std::unique_ptr<SourceFile> file = {};
  std::shared_ptr<const Arena> tree = {};  // of the YAML nodes, when several policies stand in one file
  Arena arena = {};
  CompiledPolicy policy = {};
};

class DeclarativeRule final : public PolicyRule {
 public:
  DeclarativeRule(std::shared_ptr<const Backing> backing, std::vector<const CompiledRule*> rules)
      : backing_(std::move(backing)), rules_(std::move(rules)) {
    std::vector<std::string> kinds;
    for (const CompiledRule* rule : rules_) add_kinds(rule->body["match"], kinds);
    meta_.kinds = texts_.list(std::move(kinds));
  }

  const RuleMeta& meta() const override { return meta_; }

  void check(const Resource& resource, RuleContext& ctx) const override {
    Arena arena;
    Request request;
    request.object = seen(resource, arena);
    if (resource.domain != Domain::kKubernetes) request.kind = std::string(resource.kind);
    for (const CompiledRule* rule : rules_) {
      std::vector<RuleResult> more;
      const auto result = evaluate_rule(backing_->policy, *rule, request, arena, &more);
      if (!result) continue;
      report(*result, resource, ctx);
      for (const RuleResult& further : more) report(further, resource, ctx);
    }
  }

  RuleMeta meta_ = {};
  MetaTexts texts_ = {};

 private:
  // The object that the policy is asked about.
  static Value seen(const Resource& resource, Arena& arena) {
    if (resource.domain != Domain::kKubernetes) {
      const Value name = Value::string(resource.name).used_at(resource.header);
      if (!resource.body["metadata"].is_missing()) return resource.body;
      const Member own[] = {{"name", resource.header, name}};
      return with_member(resource.body, "metadata", Value::map(arena.copy(std::span<const Member>(own))).used_at(resource.header), arena);
    }
    std::vector<Member> members;  // without what lowering adds for native rules
    for (const Member& member : resource.body.members())
      if (!member.key.starts_with("pod.")) members.push_back(member);
    return Value::map(arena.copy(members)).used_at(resource.body.where());
  }

  static void report(const RuleResult& result, const Resource& resource, RuleContext& ctx) {
    if (result.verdict == Verdict::kPass || result.verdict == Verdict::kSkip) return;
    const SourceRange where = result.at.where();
    const bool placed =
        where.valid() && where.file == resource.range.file && resource.range.contains(where) && !(where == resource.body.where());
    const Value at = placed ? result.at : result.at.used_at(resource.header);
    std::string message = result.message;
    while (message.ends_with('.') || message.ends_with('\n') || message.ends_with(' ')) message.pop_back();
    if (result.verdict == Verdict::kFail) {
      // Another file's place (a variable's default, a YAML anchor) reaches the report through the value's chain.
      FindingBuilder finding = ctx.report(at, message);
      if (!result.path.empty()) finding.attribute(result.path);
      return;
    }
    if (result.verdict == Verdict::kError) message = "the policy cannot be evaluated here: " + message;
    FindingBuilder finding = ctx.unknown(at, message);
    if (!result.path.empty()) finding.attribute(result.path);
  }

  std::shared_ptr<const Backing> backing_;
  std::vector<const CompiledRule*> rules_;
};

void take_annotations(DeclarativeRule& rule, const Value& annotations) {
  const auto text = [&](std::string_view key) { return annotations["platlint.dev/" + std::string(key)].text(); };
  const auto list = [&](std::string_view key) { return rule.texts_.list(comma_list(annotations["platlint.dev/" + std::string(key)])); };
  RuleMeta& meta = rule.meta_;
  if (const auto id = text("id")) meta.id = rule.texts_.keep(*id);
  if (const auto summary = text("summary")) meta.summary = rule.texts_.keep(*summary);
  if (const auto since = text("since")) meta.since = rule.texts_.keep(*since);
  if (const auto severity = text("severity")) meta.severity = parse_severity(*severity).value_or(Severity::kMedium);
  if (const auto confidence = text("confidence"))
    meta.confidence = *confidence == "low" ? Confidence::kLow : *confidence == "medium" ? Confidence::kMedium : Confidence::kHigh;
  meta.tags = list("tags");
  meta.controls = list("controls");
  meta.equivalents = list("equivalents");
  meta.aliases = list("aliases");
}

std::vector<const CompiledRule*> with_autogen(const CompiledPolicy& policy, const std::string& name) {
  std::vector<const CompiledRule*> out;
  for (const CompiledRule& rule : policy.rules)
    if (rule.name == name ||
        (rule.autogen && (rule.name == ("autogen-" + name).substr(0, 63) || rule.name == ("autogen-cronjob-" + name).substr(0, 63))))
      out.push_back(&rule);
  return out;
}

std::string as_id(std::string text) {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    else if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))) c = '-';
  }
  return text;
}

Result<Value> read_document(std::string_view text, const std::string& path, Backing& backing) {
  if (text.starts_with('{')) return read_json(text, backing.arena, KeyOrder::kWritten);
  backing.file = std::make_unique<SourceFile>(kNoFile, path, std::string(text));
  Diagnostics diagnostics;
  const yaml::File* tree = yaml::parse(*backing.file, backing.arena, diagnostics);
  if (!diagnostics.empty()) return fail(diagnostics.front().message);
  if (tree->documents.size() != 1 || tree->documents.front().root == nullptr) return fail("must hold one policy");
  return to_value(*tree->documents.front().root, backing.arena);
}

}  // namespace

Result<std::shared_ptr<const PolicyRule>> compile_policy_rule(std::string_view text, std::string_view stem) {
  const std::string where = std::string(stem) + ".yaml: ";
  std::string id(stem);
  std::replace(id.begin(), id.end(), '_', '-');
  auto backing = std::make_shared<Backing>();
  auto read = read_document(text, where, *backing);
  if (!read) return fail(where + read.error().message);
  const Value document = *read;
  if (is_resource_rule(document)) {
    auto made = compile_resource_rule(document, std::shared_ptr<const Arena>(backing, &backing->arena));
    if (!made) return fail(where + made.error().message);
    if ((*made)->meta().id != id) return fail(where + "id must be " + id);
    return made;
  }
  if (!is_policy(document)) return fail(where + "is neither a ResourceRule nor a ClusterPolicy of kyverno.io");
  backing->policy = compile_policy(document);
  if (!backing->policy.mistakes.empty()) return fail(where + backing->policy.mistakes.front().message);
  std::vector<const CompiledRule*> rules;
  for (const CompiledRule& rule : backing->policy.rules) {
    if (rule.type == RuleType::kOther) return fail(where + "rule " + rule.name + " is not a validation by pattern, deny or foreach");
    rules.push_back(&rule);
  }
  auto rule = std::make_shared<DeclarativeRule>(backing, std::move(rules));
  take_annotations(*rule, document["metadata"]["annotations"]);
  if (rule->meta_.id != id) return fail(where + "platlint.dev/id must be " + id);
  if (rule->meta_.summary.empty()) return fail(where + "has no platlint.dev/summary");
  return std::shared_ptr<const PolicyRule>(std::move(rule));
}

PolicyRules compile_policies(const SourceFile& file) {
  PolicyRules out;
  const auto tree = std::make_shared<Arena>();
  Diagnostics syntax;  // the manifest's own lowering has said these already
  const yaml::File* parsed = file.path().ends_with(".json") ? yaml::parse_json(file, *tree, syntax) : yaml::parse(file, *tree, syntax);
  for (const yaml::Document& document : parsed->documents) {
    if (document.root == nullptr) continue;
    auto backing = std::make_shared<Backing>();
    backing->tree = tree;
    const Value value = to_value(*document.root, backing->arena);
    if (!is_policy(value)) continue;
    backing->policy = compile_policy(value);
    for (const QueryTable::Mistake& mistake : backing->policy.mistakes)
      out.diagnostics.push_back(
          {Diagnostic::Kind::kSemantic, mistake.range.valid() ? mistake.range : document.root->range, mistake.message});
    const Value metadata = backing->policy.body["metadata"];
    for (const CompiledRule& rule : backing->policy.rules) {
      if (rule.autogen || rule.type == RuleType::kOther) continue;
      auto made = std::make_shared<DeclarativeRule>(backing, with_autogen(backing->policy, rule.name));
      RuleMeta& meta = made->meta_;
      meta.id = made->texts_.keep("policy-" + as_id(backing->policy.name) + "-" + as_id(rule.name));
      std::string title = metadata["annotations"]["policies.kyverno.io/title"].text().value_or("policy " + backing->policy.name);
      while (title.ends_with('.')) title.pop_back();
      meta.summary = made->texts_.keep(title + ": " + rule.name);
      meta.severity =
          parse_severity(metadata["annotations"]["policies.kyverno.io/severity"].text().value_or("")).value_or(Severity::kMedium);
      meta.tags = made->texts_.list({"policy"});
      out.rules.push_back(std::move(made));
    }
  }
  return out;
}

}  // namespace platlint
