// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/rule.h"

namespace platlint {
namespace {

void check(const Resource& step, RuleContext& ctx) {
  const Value uses = step["uses"];
  if (uses.starts_with("aws-actions/configure-aws-credentials") != Tri::kTrue) return;
  const Value role = step["with"]["role-to-assume"];
  if (role.is_absent() || !step["with"]["aws-access-key-id"].is_absent() || !step["with"]["web-identity-token-file"].is_absent() ||
      step["with"]["role-chaining"].is_true() == Tri::kTrue)
    return;
  const Resource* job = ctx.parent(step);
  if (job == nullptr || job->kind != "github/job") return;
  const Value permissions = (*job)["permissions.effective"];
  if (permissions.is_missing()) {
    // A workflow that others call has the permissions that they give it.
    if ((*job)["triggers"]["workflow_call"].is_missing() == false) return;
    // Without any block the repository's setting holds, and id-token is never part of it.
    ctx.report(role, "this job asks for an OIDC token, but nothing grants it id-token: write").attribute("permissions");
    return;
  }
  if (permissions.is_string()) {
    if (permissions.as_string() != "write-all")
      ctx.report(role, "this job asks for an OIDC token, but its permissions are " + std::string(permissions.as_string()))
          .note(permissions.where(), "set here");
    return;
  }
  const Value token = permissions["id-token"];
  if (token.equals("write") == Tri::kFalse)
    ctx.report(role, "this job asks for an OIDC token, but its permissions lack id-token: write")
        .note(permissions.where(), "permissions of the job")
        .attribute("permissions");
}

constexpr std::string_view kKinds[] = {"github/step"};
constexpr std::string_view kTags[] = {"oidc", "ci"};

}  // namespace

extern constinit const NativeRule github_missing_id_token{
    .meta = {.id = "github-missing-id-token",
             .summary = "Job assumes a role by OIDC without id-token: write",
             .severity = Severity::kHigh,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags},
    .check = check,
};

}  // namespace platlint
