// SPDX-License-Identifier: Apache-2.0
#include "rules/ci/lib_github.h"

namespace platlint {
namespace {

void check_shell(const Value& shell, RuleContext& ctx) {
  if (shell.is_string() && same_word(shell.as_string(), "cmd"))
    ctx.report(shell, "cmd quotes in ways that neither people nor tools get right; use pwsh or bash").attribute("shell");
}

void check(const Resource& resource, RuleContext& ctx) {
  check_shell(resource["defaults"]["run"]["shell"], ctx);
  check_shell(resource["shell"], ctx);
  if (resource.kind == "github/step" && uses_action(resource, "actions/setup-python") && !resource["with"]["pip-install"].is_absent())
    ctx.report(resource["with"]["pip-install"],
               "pip-install puts packages into the interpreter that the whole runner uses; install them in a step of their own")
        .attribute("pip-install");
}

constexpr std::string_view kKinds[] = {"github/workflow", "github/job", "github/step"};
constexpr std::string_view kTags[] = {"correctness", "ci"};
constexpr std::string_view kEquivalents[] = {"zizmor:misfeature"};

}  // namespace

extern constinit const NativeRule github_misfeature{
    .meta = {.id = "github-misfeature",
             .summary = "A feature that is known to go wrong is used",
             .severity = Severity::kLow,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
