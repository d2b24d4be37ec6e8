// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/rule.h"

namespace platlint {
namespace {

bool has_template(const Value& spec, std::string_view name) {
  for (const Value& one : spec["templates"].items())
    if (one["name"].equals(name) != Tri::kFalse) return true;
  return false;
}

void check_name(const Value& name, const Value& spec, RuleContext& ctx) {
  if (!name.is_string() || name.as_string().find("{{") != std::string_view::npos || has_template(spec, name.as_string())) return;
  ctx.report(name, "the workflow has no template \"" + std::string(name.as_string()) + "\"").attribute(name.as_string());
}

void check_workflow(const Value& spec, RuleContext& ctx) {
  if (!spec["templates"].is_list() || !spec["workflowTemplateRef"].is_absent()) return;
  for (const std::string_view key : {"entrypoint", "onExit"}) check_name(spec[key], spec, ctx);
  for (const Value& one : spec["templates"].items()) {
    for (const Value& task : one["dag"]["tasks"].items()) check_name(task["template"], spec, ctx);
    // Steps are lists of what runs side by side.
    for (const Value& row : one["steps"].items())
      for (const Value& step : row.each()) check_name(step["template"], spec, ctx);
  }
}

bool has_analysis(const RuleContext& ctx, std::string_view name) {
  for (const std::string_view kind : {"kubernetes/AnalysisTemplate", "kubernetes/ClusterAnalysisTemplate"})
    for (const Resource* resource : ctx.all(kind))
      if (resource->name == name) return true;
  return false;
}

void check_analysis(const Value& analysis, RuleContext& ctx) {
  // Where the repository declares none they come from elsewhere.
  if (ctx.all("kubernetes/AnalysisTemplate").empty() && ctx.all("kubernetes/ClusterAnalysisTemplate").empty()) return;
  for (const Value& one : analysis["templates"].items()) {
    const Value name = one["templateName"];
    if (name.is_string() && !has_analysis(ctx, name.as_string()))
      ctx.report(name, "there is no AnalysisTemplate \"" + std::string(name.as_string()) + "\": the rollout stops here")
          .attribute(name.as_string());
  }
}

void check(const Resource& resource, RuleContext& ctx) {
  const Value spec = resource["spec"];
  if (resource.type() == "Rollout") {
    check_analysis(spec["strategy"]["canary"]["analysis"], ctx);
    for (const Value& step : spec["strategy"]["canary"]["steps"].items()) check_analysis(step["analysis"], ctx);
    for (const std::string_view when : {"prePromotionAnalysis", "postPromotionAnalysis"})
      check_analysis(spec["strategy"]["blueGreen"][when], ctx);
  } else {
    check_workflow(resource.type() == "CronWorkflow" ? spec["workflowSpec"] : spec, ctx);
  }
}

constexpr std::string_view kKinds[] = {"kubernetes/Workflow", "kubernetes/WorkflowTemplate", "kubernetes/ClusterWorkflowTemplate",
                                       "kubernetes/CronWorkflow", "kubernetes/Rollout"};
constexpr std::string_view kTags[] = {"gitops", "workload"};

}  // namespace

extern constinit const NativeRule argo_template_missing{
    .meta = {.id = "argo-template-missing",
             .summary = "Workflow or rollout names a template that does not exist",
             .severity = Severity::kMedium,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags},
    .check = check,
};

}  // namespace platlint
