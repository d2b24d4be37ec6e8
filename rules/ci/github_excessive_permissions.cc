// SPDX-License-Identifier: Apache-2.0
#include "rules/ci/lib_github.h"

namespace platlint {
namespace {

Severity weight(std::string_view scope) {
  for (const std::string_view high :
       {"actions", "attestations", "contents", "deployments", "id-token", "issues", "packages", "pages", "pull-requests"})
    if (scope == high) return Severity::kHigh;
  return Severity::kMedium;
}

void check_blanket(const Value& permissions, RuleContext& ctx) {
  if (permissions.equals("write-all") == Tri::kTrue)
    ctx.report(permissions, "the token may write to everything").severity(Severity::kHigh).attribute("permissions");
  if (permissions.equals("read-all") == Tri::kTrue) ctx.report(permissions, "the token may read everything").attribute("permissions");
}

// A workflow that others alone start gets its rights from them.
bool only_called(const Resource& workflow) { return workflow["triggers"].members().size() == 1 && has_trigger(workflow, "workflow_call"); }

void check_workflow(const Resource& workflow, RuleContext& ctx) {
  const Value permissions = workflow["permissions"];
  const auto jobs = ctx.children(workflow, "github/job");
  if (permissions.is_missing()) {
    bool all_state = true;
    for (const Resource* job : jobs) all_state = all_state && !(*job)["permissions"].is_missing();
    // With a single job, what is said at the job is enough.
    if (jobs.size() > 1 && !all_state && !only_called(workflow))
      ctx.report(workflow.header,
                 "nothing limits the token: without permissions it has those of the repository's settings, which may be all")
          .attribute("permissions");
    return;
  }
  check_blanket(permissions, ctx);
  if (jobs.size() < 2) return;  // what the only job needs may as well stand here
  for (const Member& scope : permissions.members())
    if (scope.value.equals("write") == Tri::kTrue)
      ctx.report(scope.key_range,
                 "all " + std::to_string(jobs.size()) + " jobs get " + std::string(scope.key) + ": write; give it to the job that needs it")
          .severity(weight(scope.key))
          .attribute(scope.key);
}

void check(const Resource& resource, RuleContext& ctx) {
  if (resource.kind == "github/workflow") return check_workflow(resource, ctx);
  const Resource* workflow = ctx.parent(resource);
  if (workflow == nullptr) return;
  if (!resource["permissions"].is_missing()) return check_blanket(resource["permissions"], ctx);
  if (!(*workflow)["permissions"].is_missing()) return;
  const bool calls = !resource["uses"].is_missing();
  if (!calls && only_called(*workflow)) return;
  ctx.report(resource.header, calls ? "the called workflow gets a token that nothing limits" : "nothing limits the token of this job")
      .attribute("permissions");
}

constexpr std::string_view kKinds[] = {"github/workflow", "github/job"};
constexpr std::string_view kTags[] = {"permissions", "ci"};
constexpr std::string_view kEquivalents[] = {"zizmor:excessive-permissions"};

}  // namespace

extern constinit const NativeRule github_excessive_permissions{
    .meta = {.id = "github-excessive-permissions",
             .summary = "The token of a job may do more than it needs",
             .severity = Severity::kMedium,
             .confidence = Confidence::kMedium,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
