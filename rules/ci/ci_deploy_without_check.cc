// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/commands.h"
#include "analyzer/rule/rule.h"

namespace platlint {
namespace {

bool has(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

// Commands that fail when what was deployed does not work.
bool checks(std::string_view command) {
  for (const std::string_view sign : {"curl",         "wget",        "rollout status",
                                      "kubectl wait", "ecs wait",    "helm test",
                                      "--wait",       "--atomic",    "wait-for-service-stability",
                                      "smoke",        "healthcheck", "health-check",
                                      "health_check", "playwright",  "k6 run",
                                      "newman",       "cypress",     "e2e",
                                      "grpcurl",      "verify",      "argocd app wait"})
    if (has(command, sign)) return true;
  return false;
}

bool job_checks(const Resource& job, const RuleContext& ctx) {
  if (has(job.name, "smoke") || has(job.name, "verify") || has(job.name, "health") || has(job.name, "e2e")) return true;
  for (const Command& command : commands_of(job, ctx))
    if (checks(command.text) || (command.script != nullptr && checks(command.script->name))) return true;
  for (const Resource* step : ctx.children(job, "github/step"))
    for (const std::string_view key : {"uses", "name"})
      if ((*step)[key].is_string() && checks((*step)[key].as_string())) return true;
  for (const Resource* step : ctx.children(job, "github/step"))
    if ((*step)["with"]["wait-for-service-stability"].is_true() == Tri::kTrue) return true;
  return false;
}

// Jobs that run after this one: those that need it, and in GitLab those of later stages.
std::vector<const Resource*> later_jobs(const Resource& job, const RuleContext& ctx) {
  std::vector<const Resource*> later = ctx.referrers(job, job.kind, "needs");
  const Resource* pipeline = ctx.parent(job);
  if (job.kind != "gitlab/job" || pipeline == nullptr) return later;
  const auto stages = (*pipeline)["stages"].items();
  const auto index = [&](const Resource& of) {
    const std::string stage = of["stage"].text().value_or("test");
    std::size_t i = 0;
    while (i < stages.size() && stages[i].text() != stage) ++i;
    return i;
  };
  for (const Resource* other : ctx.children(*pipeline, "gitlab/job"))
    if (index(*other) > index(job)) later.push_back(other);
  return later;
}

// The first command that changes what runs; an apply beside it is another matter.
EffectOf deployment(const Resource& job, const RuleContext& ctx) {
  if (const EffectOf strongest = effect_of_job(job, ctx); strongest.effect < Effect::kDeploy) return {};
  for (const Command& command : commands_of(job, ctx)) {
    const bool counts = effect_of(command.text) == Effect::kDeploy && !runs(command.text, "kubectl delete") &&
                        !has(command.text, "create-invalidation") && !has(command.text, "aws s3 sync");
    if (counts) return {Effect::kDeploy, command};
  }
  return {};
}

void check(const Resource& job, RuleContext& ctx) {
  const EffectOf effect = deployment(job, ctx);
  if (effect.effect != Effect::kDeploy || job_checks(job, ctx)) return;
  for (const Resource* later : later_jobs(job, ctx))
    if (job_checks(*later, ctx)) return;
  ctx.report(job.header, "nothing looks whether what the job \"" + std::string(job.name) + "\" deployed works")
      .note(effect.command.line.where(), "deployed here")
      .attribute("script");
}

constexpr std::string_view kKinds[] = {"gitlab/job", "github/job"};
constexpr std::string_view kTags[] = {"ci", "deployment"};

}  // namespace

extern constinit const NativeRule ci_deploy_without_check{
    .meta = {.id = "ci-deploy-without-check",
             .summary = "Deployment is not checked",
             .severity = Severity::kLow,
             .confidence = Confidence::kMedium,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags},
    .check = check,
};

}  // namespace platlint
