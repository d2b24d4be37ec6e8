// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "rules/ci/lib_github.h"

namespace platlint {
namespace {

// Inputs of actions that are run as code.
struct Sink {
  std::string_view action;
  std::string_view input;
};
constexpr Sink kSinks[] = {{"actions/github-script", "script"}, {"mikefarah/yq", "cmd"}, {"azure/powershell", "inlineScript"}, {"azure/cli", "inlineScript"}, {"jannekem/run-python-script-action", "script"},
                           {"cardinalby/js-eval-action", "expression"}, {"addnab/docker-run-action", "run"}, {"appleboy/ssh-action", "script"}, {"amadevus/pwsh-script", "script"}, {"nick-fields/retry", "command"},
                           {"satackey/action-js-inline", "script"}, {"lukasschwab/python-inline", "run"}, {"tibdex/backport", "title_template"}, {"tibdex/backport", "body_template"}, {"tibdex/backport", "head_template"}, {"tibdex/backport", "labels_template"},
                           {"addnab/docker-run-action", "options"}, {"nick-fields/retry", "on_retry_command"}, {"nick-invision/retry", "command"}, {"sergeysova/jq-action", "cmd"}, {"bahmutov/npm-install", "install-command"},
                           {"cypress-io/github-action", "command"}, {"cypress-io/github-action", "build"}, {"cypress-io/github-action", "start"}, {"expo/expo-github-action", "command"},
                           {"eskatos/gradle-command-action", "arguments"}, {"gautamkrishnar/blog-post-workflow", "item_exec"}, {"asdf-vm/actions", "before_install"}, {"cachix/cachix-action", "installCommand"},
                           {"dawidd6/action-ansible-playbook", "options"}, {"preactjs/compressed-size-action", "build-script"}, {"salsify/action-detect-and-tag-new-version", "tag-template"},
                           {"8398a7/action-slack", "custom_payload"}, {"gabrielbb/xvfb-action", "run"}, {"coactions/setup-xvfb", "run"}, {"reactivecircus/android-emulator-runner", "script"}};

std::string_view last_part(std::string_view path) { return path.substr(path.rfind('.') + 1); }

// Numbers, hashes, dates, words of a fixed set and addresses that GitHub makes.
bool has_fixed_shape(std::string_view path) {
  constexpr std::array<std::string_view, 46> kShapes = {
      "number", "id", "node_id", "sha", "after", "before", "action", "draft", "merged", "fork", "private", "state", "size", "additions", "deletions", "changed_files", "commits", "comments", "type", "author_association",
      "created", "deleted", "forced", "conclusion", "status", "run_number", "run_attempt", "event", "review_comments", "mergeable", "locked", "merge_commit_sha", "head_sha", "base_sha", "before_sha", "prerelease", "visibility",
      "archived", "disabled", "position", "line", "run_id", "workflow_id", "login", "site_admin", "full_name"};
  const std::string_view last = last_part(path);
  return last == "url" || last.ends_with("_url") || last.ends_with("_at") || last.ends_with("_id") || last.ends_with("_count") || std::find(kShapes.begin(), kShapes.end(), last) != kShapes.end();
}

// What somebody outside the job can choose. Other properties of github are the runner's or GitHub's own.
bool is_chosen(std::string_view path) {
  if (path.starts_with("github.event.inputs.")) return true;
  if (path == "github.event" || path == "github") return true;
  if (path.starts_with("github.event.")) return !has_fixed_shape(path);
  return path == "github.head_ref" || path == "github.base_ref" || path == "github.ref" || path == "github.ref_name";
}

// Reported by github-script-injection with more weight.
bool is_reported(std::string_view path) {
  constexpr std::array<std::string_view, 24> kWorst = {
      "github.event.issue.title", "github.event.issue.body", "github.event.pull_request.title", "github.event.pull_request.body", "github.event.comment.body", "github.event.review.body", "github.event.review_comment.body",
      "github.event.pages.*.page_name", "github.event.commits.*.message", "github.event.commits.*.author.email", "github.event.commits.*.author.name", "github.event.head_commit.message",
      "github.event.head_commit.author.email", "github.event.head_commit.author.name", "github.event.pull_request.head.ref", "github.event.pull_request.head.label", "github.event.pull_request.head.repo.default_branch",
      "github.event.discussion.title", "github.event.discussion.body", "github.event.workflow_run.head_branch", "github.event.workflow_run.head_commit.message", "github.event.workflow_run.head_commit.author.email",
      "github.event.workflow_run.head_commit.author.name", "github.head_ref"};
  return std::find(kWorst.begin(), kWorst.end(), path) != kWorst.end();
}

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

// Does any expression under that key, of this resource or of those around it, let something dangerous in? The innermost one that sets it counts.
bool lets_in(const Resource& from, std::string_view section, std::string_view name, const Resource& file, RuleContext& ctx, int depth) {
  for (const Resource* at = &from; at != nullptr; at = ctx.parent(*at)) {
    bool set = false;
    for (const Member& variable : (*at)[section].members()) set = set || same_word(variable.key, name);
    if (!set) continue;
    bool found = false;
    for (const Value& expression : (*at)["expressions"].items()) {
      const std::string_view key = expression["key"].as_string();
      if (key.size() != section.size() + 1 + name.size() || !key.starts_with(section) || !same_word(key.substr(section.size() + 1), name)) continue;
      each_flow(expression["tree"], [&](const Value&, std::string_view path) { found = found || is_dangerous(path, *at, file, ctx, depth + 1); });
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
    if (at != 0 || !(same_word(last_part(key), name) || same_word(key.substr(16), name))) continue;
    each_flow(expression["tree"], [&](const Value&, std::string_view path) { found = found || is_dangerous(path, *job, file, ctx, depth + 1) || path == "github.repository_owner" || path == "github.actor"; });
  }
  return found;
}

bool is_dangerous(std::string_view path, const Resource& resource, const Resource& file, RuleContext& ctx, int depth) {
  constexpr int kDeepest = 4;  // variables that name one another
  if (depth > kDeepest || path.empty()) return false;
  if (path.starts_with("inputs.")) return is_free_input(path.substr(7), file);
  if (path.starts_with("env.")) return lets_in(resource, "env", path.substr(4), file, ctx, depth);
  if (path.starts_with("matrix.")) return matrix_lets_in(resource, path.substr(7, path.find('.', 7) - 7), file, ctx, depth);
  if (path.starts_with("steps.") && depth > 0) return path.find(".outputs.") != std::string_view::npos;  // printed by an earlier step
  return is_chosen(path);
}

bool is_sink(const Resource& step, std::string_view key, bool& script) {
  script = key == "run" || (key == "with.script" && uses_action(step, "actions/github-script"));
  if (script) return true;
  for (const Sink& sink : kSinks)
    if (key.size() > 5 && key.starts_with("with.") && same_word(key.substr(5), sink.input) && uses_action(step, sink.action)) return true;
  return false;
}

void check(const Resource& step, RuleContext& ctx) {
  const Resource* file = file_of(step, ctx);
  if (file == nullptr) return;
  for (const Value& expression : step["expressions"].items()) {
    bool script = false;
    if (!is_sink(step, expression["key"].as_string(), script)) continue;
    each_flow(expression["tree"], [&](const Value& node, std::string_view path) {
      if ((script && is_reported(path)) || !is_dangerous(path, step, *file, ctx, 0)) return;
      auto finding = ctx.report(node, std::string(path) + " becomes part of the code before the shell sees it; pass it through an environment variable");
      finding.attribute(path);
      if (is_chosen(path)) finding.severity(is_reported(path) ? Severity::kHigh : Severity::kMedium);
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
