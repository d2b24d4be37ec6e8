// SPDX-License-Identifier: Apache-2.0
#include "analyzer/policy/resource_rule.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "analyzer/policy/meta_texts.h"
#include "analyzer/policy/resource_condition.h"

namespace platlint {
namespace {

using namespace policy;

struct Check {
  std::vector<std::string> kinds = {};
  std::vector<std::string> modules = {};  // sources of registry modules whose inputs have the attributes of `kinds`
  std::optional<Condition> when = {};
  std::optional<Path> each = {};
  Condition condition = {};
  bool forbids = false;
  std::string message = {};
};

constexpr std::string_view kModule = "terraform/module";

// Only a call whose module is not in the repository has its inputs as a member; else the module's own resources are asked.
bool is_call_of(const Resource& call, const std::vector<std::string>& modules) {
  if (call["inputs"].is_missing()) return false;
  return std::any_of(modules.begin(), modules.end(),
                     [&](const std::string& module) { return call["source"].equals(module) == Tri::kTrue; });
}

class ResourceRule final : public PolicyRule {
 public:
  ResourceRule(std::vector<Check> checks, std::shared_ptr<const Arena> keep) : checks_(std::move(checks)), keep_(std::move(keep)) {}

  const RuleMeta& meta() const override { return meta_; }

  void check(const Resource& resource, RuleContext& ctx) const override {
    for (const Check& check : checks_) {
      const bool module = resource.kind == kModule;
      if (module && !is_call_of(resource, check.modules)) continue;
      if (!module && std::find(check.kinds.begin(), check.kinds.end(), resource.kind) == check.kinds.end()) continue;
      const Asked whole = {resource, ctx, module ? resource["inputs"] : resource.body};
      if (!check.each) {
        ask(check, whole, "", ctx);
        continue;
      }
      const Found found = find_all(*check.each, whole);
      for (const Value& item : found.items) ask(check, {resource, ctx, item}, check.each->text, ctx);
      for (const auto& [item, blocks] : found.possible)
        if (may_be_wrong(check, {resource, ctx, item})) undecided(check, blocks, check.each->text, resource, ctx);
      if (found.unknown) undecided(check, *found.unknown, check.each->text, resource, ctx);
    }
  }

  RuleMeta meta_ = {};
  MetaTexts texts_ = {};

 private:
  static bool may_be_wrong(const Check& check, const Asked& asked) {
    if (check.when && evaluate(*check.when, asked).holds == Tri::kFalse) return false;
    return evaluate(check.condition, asked).holds != (check.forbids ? Tri::kFalse : Tri::kTrue);
  }

  static void ask(const Check& check, const Asked& asked, const std::string& below, RuleContext& ctx) {
    const Answer concerned = check.when ? evaluate(*check.when, asked) : Answer{};
    if (concerned.holds == Tri::kFalse) return;
    const Answer answer = evaluate(check.condition, asked);
    const Tri wrong = check.forbids ? answer.holds : tri_not(answer.holds);
    if (wrong == Tri::kFalse) return;
    const bool certain = wrong == Tri::kTrue && concerned.holds == Tri::kTrue;
    const Answer& why = wrong == Tri::kTrue && !certain ? concerned : answer;
    const Value at =
        why.at.where().valid() ? why.at : why.at.used_at(asked.value.where().valid() ? asked.value.where() : asked.resource.header);
    const std::string path = below.empty() || why.path == "." ? (why.path == "." ? below : why.path)
                             : why.path.empty()               ? below
                                                              : below + "." + why.path;
    if (certain) ctx.report(at, check.message).attribute(path);
    else undecided(check, at, path, asked.resource, ctx);
  }

  static void undecided(const Check& check, const Value& at, const std::string& path, const Resource& resource, RuleContext& ctx) {
    ctx.unknown(at.where().valid() ? at : at.used_at(resource.header), "it cannot be told whether this holds: " + check.message)
        .attribute(path);
  }

  std::vector<Check> checks_;
  std::shared_ptr<const Arena> keep_;
};

Result<Check> read_check(const Value& yaml) {
  Check check;
  bool stated = false;
  for (const Member& member : yaml.members()) {
    if (member.key == "kinds") {
      for (const Value& item : member.value.each()) {
        const std::string kind = item.text().value_or("");
        check.kinds.push_back(kind.find('/') == std::string::npos ? "terraform/" + kind : kind);
      }
    } else if (member.key == "modules") {
      for (const Value& item : member.value.each()) check.modules.push_back(item.text().value_or(""));
    } else if (member.key == "message") {
      check.message = member.value.text().value_or("");
    } else if (member.key == "each") {
      auto path = read_path(member.value.text().value_or(""));
      if (!path) return fail(path.error().message);
      check.each = std::move(*path);
    } else if (member.key == "when" || member.key == "require" || member.key == "forbid") {
      auto condition = read_condition(member.value);
      if (!condition) return fail(condition.error().message);
      if (member.key == "when") {
        check.when = std::move(*condition);
        continue;
      }
      if (std::exchange(stated, true)) return fail("a check states one of require and forbid");
      check.forbids = member.key == "forbid";
      check.condition = std::move(*condition);
    } else {
      return fail("\"" + std::string(member.key) + "\" is no part of a check");
    }
  }
  if ((check.kinds.empty() && check.modules.empty()) || check.message.empty() || !stated)
    return fail("a check needs kinds, message, and require or forbid");
  return check;
}

std::vector<std::string> texts_of(const Value& list) {
  std::vector<std::string> out;
  for (const Value& item : list.each()) out.push_back(item.text().value_or(""));
  return out;
}

}  // namespace

bool is_resource_rule(const Value& document) {
  return document["kind"].equals("ResourceRule") == Tri::kTrue && document["apiVersion"].equals("platlint.dev/v1") == Tri::kTrue;
}

Result<std::shared_ptr<const PolicyRule>> compile_resource_rule(const Value& document, std::shared_ptr<const Arena> keep) {
  static constexpr std::string_view kKeys[] = {"apiVersion", "kind",     "id",          "summary", "severity", "confidence", "since",
                                               "tags",       "controls", "equivalents", "aliases", "pedantic", "checks"};
  for (const Member& member : document.members())
    if (std::find(std::begin(kKeys), std::end(kKeys), member.key) == std::end(kKeys))
      return fail("\"" + std::string(member.key) + "\" is no part of a rule");
  std::vector<Check> checks;
  std::vector<std::string> kinds;
  for (const Value& item : document["checks"].items()) {
    auto check = read_check(item);
    if (!check) return fail(check.error().message);
    if (!check->modules.empty()) check->kinds.emplace_back(kModule);
    for (const std::string& kind : check->kinds)
      if (std::find(kinds.begin(), kinds.end(), kind) == kinds.end()) kinds.push_back(kind);
    checks.push_back(std::move(*check));
  }
  if (checks.empty()) return fail("no checks");
  auto rule = std::make_shared<ResourceRule>(std::move(checks), std::move(keep));
  const auto text = [&](std::string_view key) { return rule->texts_.keep(document[key].text().value_or("")); };
  RuleMeta& meta = rule->meta_;
  meta.id = text("id");
  meta.summary = text("summary");
  meta.since = document["since"].is_absent() ? "0.1.0" : text("since");
  const auto severity = parse_severity(text("severity"));
  if (!severity) return fail("severity is not one of info, low, medium, high, critical");
  meta.severity = *severity;
  const std::string_view confidence = text("confidence");
  meta.confidence = confidence == "low" ? Confidence::kLow : confidence == "medium" ? Confidence::kMedium : Confidence::kHigh;
  meta.pedantic = document["pedantic"].is_true() == Tri::kTrue;
  meta.kinds = rule->texts_.list(std::move(kinds));
  meta.tags = rule->texts_.list(texts_of(document["tags"]));
  meta.controls = rule->texts_.list(texts_of(document["controls"]));
  meta.equivalents = rule->texts_.list(texts_of(document["equivalents"]));
  meta.aliases = rule->texts_.list(texts_of(document["aliases"]));
  return std::shared_ptr<const PolicyRule>(std::move(rule));
}

}  // namespace platlint
