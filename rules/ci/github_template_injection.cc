// SPDX-License-Identifier: Apache-2.0
#include "rules/ci/lib_github_actions.h"

#include "rules/ci/lib_github.h"

namespace platlint {
namespace {

// An input that is a number, a boolean or one of listed choices is harmless.
bool is_free_input(std::string_view name, const Resource& file) {
  const auto find = [&](const Value& inputs) {
    for (const Member& input : inputs.members())
      if (same_word(input.key, name)) return input.value;
    return Value();
  };
  if (file.kind == "github/action") return true;
  bool declared = false;
  for (const std::string_view event : {"workflow_call", "workflow_dispatch"}) {
    const Value input = find(file["triggers"][event]["inputs"]);
    if (input.is_missing()) continue;
    declared = true;
    const auto type = input["type"].text().value_or("string");
    if (type != "boolean" && type != "number" && type != "choice" && type != "environment") return true;
  }
  return !declared;
}

bool is_dangerous(std::string_view path, const Resource& resource, const Resource& file, RuleContext& ctx, int depth);

// Does any expression under that key, of this resource or of those around it, let something dangerous in? The innermost one that sets it
// counts.
bool lets_in(const Resource& from, std::string_view section, std::string_view name, const Resource& file, RuleContext& ctx, int depth) {
  for (const Resource* at = &from; at != nullptr; at = ctx.parent(*at)) {
    bool set = false;
    for (const Member& variable : (*at)[section].members()) set = set || same_word(variable.key, name);
    if (!set) continue;
    bool found = false;
    for (const Value& expression : (*at)["expressions"].items()) {
      const std::string_view key = expression["key"].as_string();
      if (key.size() != section.size() + 1 + name.size() || !key.starts_with(section) || !same_word(key.substr(section.size() + 1), name))
        continue;
      each_flow(expression["tree"],
                [&](const Value&, std::string_view path) { found = found || is_dangerous(path, *at, file, ctx, depth + 1); });
    }
    return found;
  }
  return false;
}

// A value of the matrix, whose rows may come from expressions.
bool matrix_lets_in(const Resource& resource, std::string_view name, const Resource& file, RuleContext& ctx, int depth) {
  const Resource* job = resource.kind == "github/job" ? &resource : ctx.parent(resource);
  if (job == nullptr) return false;
  bool found = false;
  for (const Value& expression : (*job)["expressions"].items()) {
    const std::string_view key = expression["key"].as_string();
    const std::size_t at = key.find("strategy.matrix.");
    if (at != 0 || !(same_word(key.substr(key.rfind('.') + 1), name) || same_word(key.substr(16), name))) continue;
    each_flow(expression["tree"], [&](const Value&, std::string_view path) {
      found = found || is_dangerous(path, *job, file, ctx, depth + 1) || path == "github.repository_owner" || path == "github.actor";
    });
  }
  return found;
}

bool is_dangerous(std::string_view path, const Resource& resource, const Resource& file, RuleContext& ctx, int depth) {
  constexpr int kDeepest = 4;  // variables that name one another
  if (depth > kDeepest || path.empty()) return false;
  if (path.starts_with("inputs.")) return is_free_input(path.substr(7), file);
  if (path.starts_with("github.event.inputs.")) return is_free_input(path.substr(20), file);
  if (path.starts_with("env.")) return lets_in(resource, "env", path.substr(4), file, ctx, depth);
  if (path.starts_with("matrix.")) return matrix_lets_in(resource, path.substr(7, path.find('.', 7) - 7), file, ctx, depth);
  if (path.starts_with("steps.") && depth > 0) return path.find(".outputs.") != std::string_view::npos;  // printed by an earlier step
  return is_chosen_outside(path);
}

void check(const Resource& step, RuleContext& ctx) {
  const Resource* file = file_of(step, ctx);
  if (file == nullptr) return;
  for (const Value& expression : step["expressions"].items()) {
    bool script = false;
    if (!is_code(step, expression["key"].as_string(), script)) continue;
    each_flow(expression["tree"], [&](const Value& node, std::string_view path) {
      const bool worst = node["untrusted"].is_true() == Tri::kTrue;  // github-script-injection reports it in scripts
      if ((script && worst) || !is_dangerous(path, step, *file, ctx, 0)) return;
      auto finding = ctx.report(
          node, std::string(path) + " becomes part of the code before the shell sees it; pass it through an environment variable");
      finding.attribute(path);
      if (is_chosen_outside(path)) finding.severity(worst ? Severity::kHigh : Severity::kMedium);
    });
  }
}

constexpr std::string_view kKinds[] = {"github/step"};
constexpr std::string_view kTags[] = {"injection", "ci"};
constexpr std::string_view kEquivalents[] = {"zizmor:template-injection"};

}  // namespace

extern constinit const NativeRule github_template_injection{
    .meta = {.id = "github-template-injection",
             .summary = "A value that is not fixed becomes part of code",
             .severity = Severity::kLow,
             .confidence = Confidence::kMedium,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
