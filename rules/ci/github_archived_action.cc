// SPDX-License-Identifier: Apache-2.0
#include "rules/ci/lib_github.h"

namespace platlint {
namespace {

// Repositories that their owners have archived: nobody will mend them.
constexpr std::string_view kArchived[] = {"actions/setup-ruby", "actions/setup-elixir", "actions/setup-haskell", "actions/create-release", "actions/upload-release-asset", "actions/heroku", "actions/docker", "actions/gcloud",
                                          "actions/bin", "actions/aws", "actions/npm", "actions/zeit-now", "actions/github", "actions/container-toolkit-action", "actions-rs/toolchain", "actions-rs/cargo",
                                          "actions-rs/clippy-check", "actions-rs/audit-check", "actions-rs/install", "actions-rs/grcov", "actions-rs/tarpaulin", "actions-rs/components-nightly", "google-github-actions/setup-cloud-sdk",
                                          "google-github-actions/release-please-action", "8398a7/action-slack", "andymckay/labeler", "actions-cool/check-user-permission", "andresz1/size-limit-action-archived",
                                          "docker/github-actions", "azure/docker-login", "azure/k8s-actions", "azure/container-actions", "repo-sync/pull-request", "sonarsource/sonarcloud-github-action", "c-hive/gha-yarn-cache",
                                          "c-hive/gha-npm-cache", "marvinpinto/action-automatic-releases", "marvinpinto/actions", "technote-space/get-diff-action", "technote-space/create-pr-action", "fkirc/skip-duplicate-actions-archived",
                                          "amondnet/now-deployment", "hashicorp/terraform-github-actions", "lewagon/wait-on-check-action-archived", "grafana/k6-action", "artichoke/setup-rust", "brandedoutcast/publish-nuget",
                                          "trilom/file-changes-action", "kiegroup/github-action-build-chain", "olegtarasov/get-tag", "whoan/docker-build-with-cache-action", "machine-learning-apps/gpr-docker-publish",
                                          "elgohr/github-release-action", "jakejarvis/s3-sync-action", "weareopensource/prettier_action", "github/super-linter-archived", "gradle/gradle-build-action", "gradle/wrapper-validation-action"};

void check(const Resource& resource, RuleContext& ctx) {
  const Value uses = resource["uses"];
  const auto action = action_reference(uses);
  if (!action) return;
  for (const std::string_view one : kArchived) {
    const std::size_t slash = one.find('/');
    if (same_word(action->owner, one.substr(0, slash)) && same_word(action->repository, one.substr(slash + 1))) {
      ctx.report(uses, "the repository " + std::string(one) + " is archived: nobody mends it any more").attribute("uses");
      return;
    }
  }
}

constexpr std::string_view kKinds[] = {"github/step", "github/job"};
constexpr std::string_view kTags[] = {"supply-chain", "ci"};
constexpr std::string_view kEquivalents[] = {"zizmor:archived-uses"};

}  // namespace

extern constinit const NativeRule github_archived_action{
    .meta = {.id = "github-archived-action",
             .summary = "An action's repository is archived",
             .severity = Severity::kLow,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
