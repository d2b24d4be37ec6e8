// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/commands.h"
#include "rules/ci/lib_gates.h"

namespace platlint {
namespace {

bool is_name(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; }

// Does the text name the variable, not a longer one?
bool names(std::string_view text, std::string_view variable) {
  for (std::size_t at = text.find(variable); at != std::string_view::npos; at = text.find(variable, at + 1)) {
    const std::size_t end = at + variable.size();
    if ((at == 0 || !is_name(text[at - 1])) && (end == text.size() || !is_name(text[end]))) return true;
  }
  return false;
}

// A comparison lets only runs with the flag pass: FLAG == "true", or FLAG alone; its opposite: FLAG != "true".
Tri asks_flag(std::string_view comparison, bool negated, std::string_view flag) {
  if (!names(comparison, flag)) return Tri::kFalse;
  bool differs = comparison.find("!=") != std::string_view::npos || comparison.find("!~") != std::string_view::npos;
  for (const std::string_view off : {"\"false\"", "'false'", " false", "\"\"", "''", "null", "\"0\"", "'0'", "\"no\"", "'no'"})
    if (comparison.ends_with(off)) differs = !differs;
  return tri(differs == negated);
}

bool only_by_hand(const Resource& job) {
  const Value triggers = job["triggers"];
  for (const Member& event : triggers.members())
    if (event.key != "workflow_dispatch" && event.key != "workflow_call") return false;
  return triggers.is_map() && !triggers.members().empty();
}

void check(const Resource& job, RuleContext& ctx) {
  const std::string& flag = ctx.settings().deploy_flag;
  if (flag.empty()) return;
  const EffectOf effect = effect_of_job(job, ctx);
  if (effect.effect == Effect::kNone) return;
  const auto one = [&](std::string_view comparison, bool negated) { return asks_flag(comparison, negated, flag); };
  const bool github = job.kind == "github/job";
  const Gate gate = github ? github_gate(job, ctx, one) : gitlab_gate(job, ctx, one);
  if (gate.restricted != Tri::kFalse) return;
  // A workflow that people start by hand is on demand, unless it has the flag as an input and this job does not look at it.
  if (github && only_by_hand(job) && job["triggers"]["workflow_dispatch"]["inputs"][flag].is_absent()) return;
  if (!github && gate.manual) return;
  const std::string what = effect.effect == Effect::kPublish ? "publishes" : "deploys";
  ctx.report(gate.way.is_absent() ? job.header : gate.way.where(),
             "the job \"" + std::string(job.name) + "\" " + what + " without being asked: nothing tests " + flag)
      .note(effect.command.line.where(), "this is what " + what)
      .attribute("rules");
}

constexpr std::string_view kKinds[] = {"gitlab/job", "github/job"};
constexpr std::string_view kTags[] = {"ci", "deployment"};
constexpr std::string_view kOptions[] = {"deploy_flag"};

}  // namespace

extern constinit const NativeRule ci_deploy_without_flag{
    .meta = {.id = "ci-deploy-without-flag",
             .summary = "Job deploys without being asked to",
             .severity = Severity::kHigh,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .options = kOptions},
    .check = check,
};

}  // namespace platlint
