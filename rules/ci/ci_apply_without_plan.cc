// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/commands.h"

namespace platlint {
namespace {

bool is_apply(std::string_view command) { return runs(command, "terraform apply") || runs(command, "tofu apply"); }

// A saved plan is the last word of the command, not an option.
bool has_plan(std::string_view command) {
  while (!command.empty() && (command.back() == ' ' || command.back() == '"' || command.back() == '\'')) command.remove_suffix(1);
  const std::string_view last = command.substr(command.find_last_of(" \n") + 1);
  return last != "apply" && !last.starts_with('-') && !last.starts_with("\"-") && last.find('=') == std::string_view::npos;
}

bool approves_itself(std::string_view command) {
  return command.find("-auto-approve") != std::string_view::npos && command.find("-auto-approve=false") == std::string_view::npos;
}

void check(const Resource& job, RuleContext& ctx) {
  for (const Command& command : commands_of(job, ctx)) {
    if (command.text.find("localstack") != std::string_view::npos) return;
    if (!is_apply(command.text) || !approves_itself(command.text) || has_plan(command.text)) continue;
    ctx.report(command.line, "applies whatever the plan is at that moment; nobody has read it")
        .note(job.header, "run by this job")
        .attribute(job.name);
  }
}

constexpr std::string_view kKinds[] = {"gitlab/job", "github/job"};
constexpr std::string_view kTags[] = {"ci", "deployment"};

}  // namespace

extern constinit const NativeRule ci_apply_without_plan{
    .meta = {.id = "ci-apply-without-plan",
             .summary = "Infrastructure is applied without a plan that was reviewed",
             .severity = Severity::kMedium,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags},
    .check = check,
};

}  // namespace platlint
