// SPDX-License-Identifier: Apache-2.0
#include "rules/ci/lib_github.h"

namespace platlint {
namespace {

// Permissions that an organisation has, not its repositories: such a token cannot be narrowed to some of them.
bool of_organisation(std::string_view input) { return input == "permission-members" || input.starts_with("permission-organization-"); }

void check(const Resource& step, RuleContext& ctx) {
  if (!uses_action(step, "actions/create-github-app-token")) return;
  const Value with = step["with"];
  if (!with.is_absent() && !with.is_map()) return;
  const Value skip = with["skip-token-revoke"];
  if (skip.is_true() == Tri::kTrue || (skip.is_string() && skip.as_string().find("${{") != std::string_view::npos))
    ctx.report(skip, "the token stays valid after the job").attribute("skip-token-revoke");
  bool limited = false;
  bool repository_wide = false;
  for (const Member& input : with.members()) {
    if (!input.key.starts_with("permission-")) continue;
    limited = true;
    repository_wide = repository_wide || !of_organisation(input.key);
  }
  if (!limited)
    ctx.report(step["uses"], "the token has all permissions of the app; list those needed as permission-...").attribute("permissions");
  if (!with["owner"].is_missing() && with["repositories"].is_missing() && (repository_wide || !limited))
    ctx.report(with["owner"],
               "the token reaches all repositories of this owner where the app is installed; list those needed as repositories")
        .attribute("owner");
}

constexpr std::string_view kKinds[] = {"github/step"};
constexpr std::string_view kTags[] = {"permissions", "ci"};
constexpr std::string_view kEquivalents[] = {"zizmor:github-app"};

}  // namespace

extern constinit const NativeRule github_app_token_too_wide{
    .meta = {.id = "github-app-token-too-wide",
             .summary = "A token of a GitHub App reaches further than needed",
             .severity = Severity::kHigh,
             .confidence = Confidence::kMedium,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
