// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "analyzer/rule/commands.h"
#include "rules/ci/lib_gates.h"

namespace platlint {
namespace {

bool has(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

// The text on the right of == or !=, without quotes and refs/heads/.
std::string_view literal(std::string_view comparison) {
  const std::size_t at = comparison.find("=");
  if (at == std::string_view::npos) return {};
  std::string_view right = comparison.substr(at + 1);
  while (!right.empty() && (right.front() == '=' || right.front() == ' ' || right.front() == '"' || right.front() == '\''))
    right.remove_prefix(1);
  while (!right.empty() && (right.back() == ' ' || right.back() == '"' || right.back() == '\'')) right.remove_suffix(1);
  return right.starts_with("refs/heads/") ? right.substr(11) : right;
}

// Does a comparison keep runs of unreviewed branches out? A branch that is named is somebody's choice: it may be protected without this
// file showing it, unless the environment is production.
// `event`: which event of GitHub is asked about.
Tri keeps_branches_out(std::string_view text, bool negated, const Settings& settings, bool production, std::string_view event) {
  const bool differs = has(text, "!=") || has(text, "!~");
  const bool equal = differs == negated && (has(text, "==") || has(text, "=~") || differs);
  const bool names_ref =
      has(text, "CI_COMMIT_BRANCH") || has(text, "CI_COMMIT_REF_NAME") || has(text, "CI_COMMIT_REF_SLUG") || has(text, "github.ref");
  if (has(text, "CI_COMMIT_REF_PROTECTED") || has(text, "CI_COMMIT_TAG") || has(text, "ref_protected") || has(text, "refs/tags/") ||
      has(text, "github.event.release"))
    return Tri::kTrue;
  if (names_ref) {
    if (has(text, "=~") || has(text, "!~") || has(text, "startsWith") || has(text, "contains")) return Tri::kUnknown;
    if (!has(text, "=")) return Tri::kFalse;  // "$CI_COMMIT_BRANCH": any branch
    if (!equal) return Tri::kFalse;
    if (has(text, "CI_DEFAULT_BRANCH") || has(text, "default_branch")) return Tri::kTrue;
    const auto& known = settings.protected_branches;
    if (std::any_of(known.begin(), known.end(), [&](const std::string& branch) { return literal(text) == branch; })) return Tri::kTrue;
    return production ? Tri::kFalse : Tri::kUnknown;
  }
  // The flag of deployments on demand can be set for any branch.
  if (!settings.deploy_flag.empty() && has(text, settings.deploy_flag)) return Tri::kFalse;
  if (has(text, "github.event_name") && has(text, "=") && !event.empty()) return tri((literal(text) == event) != equal);
  if (!has(text, "CI_PIPELINE_SOURCE")) return Tri::kUnknown;
  const bool wide = has(text, "merge_request_event") || has(text, "\"push\"");
  return equal && !wide ? Tri::kUnknown : Tri::kFalse;
}

// Does the workflow itself keep the event to branches and tags that somebody chose?
bool trigger_keeps_out(std::string_view event, const Value& how) {
  // After the merge the branch is the reviewed one.
  if (event == "pull_request") return how["types"].has_item("closed") == Tri::kTrue;
  return !how["branches"].is_absent() || !how["tags"].is_absent();
}

void check(const Resource& job, RuleContext& ctx) {
  const EffectOf effect = effect_of_job(job, ctx);
  // Images of branches are everyday; where releases are on demand they are not.
  if (effect.effect == Effect::kNone || (effect.effect == Effect::kPublish && ctx.settings().deploy_flag.empty())) return;
  const bool github = job.kind == "github/job";
  const Value environment = github                        ? job["environment.name"]
                            : job["environment"].is_map() ? job["environment"]["name"]
                                                          : job["environment"];
  const std::string name = environment.text().value_or("");
  // An environment of its own for each branch is meant to be deployed from it.
  if (name.find('$') != std::string::npos || name.starts_with("review/") || name.starts_with("preview") ||
      !job["environment"]["on_stop"].is_absent() || !job["environment"]["auto_stop_in"].is_absent())
    return;
  const auto& production_names = ctx.settings().production_names;
  const bool production =
      std::any_of(production_names.begin(), production_names.end(), [&](const std::string& word) { return name.starts_with(word); });
  const auto gate_for = [&](std::string_view event) {
    const auto one = [&](std::string_view comparison, bool negated) {
      return keeps_branches_out(comparison, negated, ctx.settings(), production, event);
    };
    return github ? github_gate(job, ctx, one) : gitlab_gate(job, ctx, one);
  };
  Gate gate;
  gate.restricted = Tri::kTrue;
  if (github) {
    for (const Member& event : job["triggers"].members()) {
      if ((event.key != "pull_request" && event.key != "push") || trigger_keeps_out(event.key, event.value)) continue;
      if (gate.restricted != Tri::kFalse) gate = gate_for(event.key);
    }
  } else {
    gate = gate_for({});
  }
  if (gate.restricted != Tri::kFalse) return;
  // Other environments may be protected in the project's settings, and a person may have the right to start a job.
  if (!production && ctx.settings().deploy_flag.empty() && (!name.empty() || gate.manual)) return;
  ctx.report(gate.way.is_absent() ? job.header : gate.way.where(),
             "the job \"" + std::string(job.name) + "\" can run for branches that nobody reviewed")
      .note(effect.command.line.where(), "this changes what others use")
      .attribute("rules");
}

constexpr std::string_view kKinds[] = {"gitlab/job", "github/job"};
constexpr std::string_view kTags[] = {"ci", "deployment"};
constexpr std::string_view kOptions[] = {"protected_branches", "production_names", "deploy_flag"};

}  // namespace

extern constinit const NativeRule ci_deploy_from_any_branch{
    .meta = {.id = "ci-deploy-from-any-branch",
             .summary = "Job deploys from branches that nobody reviewed",
             .severity = Severity::kHigh,
             .confidence = Confidence::kMedium,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .options = kOptions},
    .check = check,
};

}  // namespace platlint
