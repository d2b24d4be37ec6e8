// SPDX-License-Identifier: Apache-2.0
#include "rules/ci/lib_github.h"

namespace platlint {
namespace {

// Repositories that their owners have archived: nobody will mend them.
constexpr std::string_view kArchived[] = {"actions/setup-ruby",
                                          "actions/setup-elixir",
                                          "actions/setup-haskell",
                                          "actions/create-release",
                                          "actions/upload-release-asset",
                                          "actions/heroku",
                                          "actions/docker",
                                          "actions/gcloud",
                                          "actions/bin",
                                          "actions/aws",
                                          "actions/npm",
                                          "actions/zeit-now",
                                          "actions/github",
                                          "actions/container-toolkit-action",
                                          "actions-rs/toolchain",
                                          "actions-rs/cargo",
                                          "actions-rs/clippy-check",
                                          "actions-rs/audit-check",
                                          "actions-rs/install",
                                          "actions-rs/grcov",
                                          "actions-rs/tarpaulin",
                                          "actions-rs/components-nightly",
                                          "google-github-actions/setup-cloud-sdk",
                                          "google-github-actions/release-please-action",
                                          "8398a7/action-slack",
                                          "andymckay/labeler",
                                          "actions-cool/check-user-permission",
                                          "andresz1/size-limit-action-archived",
                                          "docker/github-actions",
                                          "azure/docker-login",
                                          "azure/k8s-actions",
                                          "azure/container-actions",
                                          "repo-sync/pull-request",
                                          "sonarsource/sonarcloud-github-action",
                                          "c-hive/gha-yarn-cache",
                                          "c-hive/gha-npm-cache",
                                          "marvinpinto/action-automatic-releases",
                                          "marvinpinto/actions",
                                          "technote-space/get-diff-action",
                                          "technote-space/create-pr-action",
                                          "fkirc/skip-duplicate-actions-archived",
                                          "amondnet/now-deployment",
                                          "hashicorp/terraform-github-actions",
                                          "lewagon/wait-on-check-action-archived",
                                          "grafana/k6-action",
                                          "artichoke/setup-rust",
                                          "brandedoutcast/publish-nuget",
                                          "trilom/file-changes-action",
                                          "kiegroup/github-action-build-chain",
                                          "olegtarasov/get-tag",
                                          "whoan/docker-build-with-cache-action",
                                          "machine-learning-apps/gpr-docker-publish",
                                          "elgohr/github-release-action",
                                          "jakejarvis/s3-sync-action",
                                          "weareopensource/prettier_action",
                                          "github/super-linter-archived",
                                          "gradle/gradle-build-action",
                                          "gradle/wrapper-validation-action",
                                          "pre-commit/mirrors-prettier",
                                          "pre-commit/mirrors-pylint",
                                          "pre-commit/mirrors-isort",
                                          "pre-commit/mirrors-autopep8",
                                          "pre-commit/mirrors-yapf"};

void judge(std::string_view repository, const Value& at, RuleContext& ctx) {
  for (const std::string_view one : kArchived)
    if (same_word(repository, one))
      ctx.report(at, "the repository " + std::string(one) + " is archived: nobody mends it any more").attribute(one);
}

void check(const Resource& resource, RuleContext& ctx) {
  if (const auto action = action_reference(resource["uses"]))
    judge(std::string(action->owner) + "/" + std::string(action->repository), resource["uses"], ctx);
  // Hooks of pre-commit come from repositories, too.
  for (const Value& entry : resource["repos"].items()) {
    const Value repository = entry["repo"];
    std::string_view url = repository.is_string() ? repository.as_string() : std::string_view();
    const std::size_t host = url.find("github.com/");
    if (host == std::string_view::npos) continue;
    url.remove_prefix(host + 11);
    while (url.ends_with('/')) url.remove_suffix(1);
    if (url.ends_with(".git")) url.remove_suffix(4);
    judge(url, repository, ctx);
  }
}

constexpr std::string_view kKinds[] = {"github/step", "github/job", "file/pre-commit"};
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
