// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/rule.h"

namespace platlint {
namespace {

bool is_on(const Value& value) {
  const auto text = value.text();
  return text && (*text == "true" || *text == "1" || *text == "yes");
}

void check_map(const Value& variables, std::string_view flag, RuleContext& ctx) {
  for (const Member& variable : variables.members()) {
    if (variable.key != flag) continue;
    const Value value = variable.value.is_map() ? variable.value["value"] : variable.value;
    if (is_on(value)) ctx.report(value, std::string(flag) + " is on by default: everything that it guards runs unasked").attribute(flag);
  }
}

void check(const Resource& resource, RuleContext& ctx) {
  const std::string& flag = ctx.settings().deploy_flag;
  if (flag.empty()) return;
  check_map(resource["variables"], flag, ctx);
  check_map(resource["env"], flag, ctx);
  for (const std::string_view event : {"workflow_dispatch", "workflow_call"}) {
    const Value value = resource["triggers"][event]["inputs"][flag]["default"];
    if (resource.kind == "github/workflow" && is_on(value))
      ctx.report(value, flag + " is on by default: everything that it guards runs unasked").attribute(flag);
  }
}

constexpr std::string_view kKinds[] = {"gitlab/pipeline", "github/workflow"};
constexpr std::string_view kTags[] = {"ci", "deployment"};
constexpr std::string_view kOptions[] = {"deploy_flag"};

}  // namespace

extern constinit const NativeRule ci_deploy_flag_on_by_default{
    .meta = {.id = "ci-deploy-flag-on-by-default",
             .summary = "Flag that guards deployments is on by default",
             .severity = Severity::kHigh,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .options = kOptions},
    .check = check,
};

}  // namespace platlint
