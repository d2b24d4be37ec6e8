// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "rules/ci/lib_github.h"

namespace platlint {
namespace {

// Actions that very many workflows use.
constexpr std::string_view kKnown[] = {"actions/checkout",
                                       "actions/cache",
                                       "actions/setup-node",
                                       "actions/setup-python",
                                       "actions/setup-go",
                                       "actions/setup-java",
                                       "actions/setup-dotnet",
                                       "actions/upload-artifact",
                                       "actions/download-artifact",
                                       "actions/github-script",
                                       "actions/stale",
                                       "actions/labeler",
                                       "actions/configure-pages",
                                       "actions/deploy-pages",
                                       "actions/upload-pages-artifact",
                                       "actions/create-github-app-token",
                                       "actions/attest-build-provenance",
                                       "docker/login-action",
                                       "docker/build-push-action",
                                       "docker/setup-buildx-action",
                                       "docker/setup-qemu-action",
                                       "docker/metadata-action",
                                       "github/codeql-action",
                                       "codecov/codecov-action",
                                       "aws-actions/configure-aws-credentials",
                                       "aws-actions/amazon-ecr-login",
                                       "google-github-actions/auth",
                                       "azure/login",
                                       "hashicorp/setup-terraform",
                                       "softprops/action-gh-release",
                                       "peaceiris/actions-gh-pages",
                                       "peter-evans/create-pull-request",
                                       "pypa/gh-action-pypi-publish",
                                       "golangci/golangci-lint-action",
                                       "pnpm/action-setup",
                                       "ruby/setup-ruby",
                                       "goreleaser/goreleaser-action",
                                       "swatinem/rust-cache",
                                       "dtolnay/rust-toolchain",
                                       "gradle/actions",
                                       "astral-sh/setup-uv",
                                       "shivammathur/setup-php",
                                       "step-security/harden-runner",
                                       "sigstore/cosign-installer",
                                       "aquasecurity/trivy-action",
                                       "helm/kind-action",
                                       "azure/setup-helm"};
// Owners one slip away from a known one that are somebody else in their own right.
constexpr std::string_view kReal[] = {"action", "docker-", "githubs"};

std::string lower_text(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

// One letter left out, added, doubled, replaced, or two neighbours swapped.
bool one_slip(std::string_view a, std::string_view b) {
  if (a == b) return false;
  if (a.size() > b.size()) std::swap(a, b);
  if (b.size() - a.size() > 1) return false;
  std::size_t i = 0;
  while (i < a.size() && a[i] == b[i]) ++i;
  if (a.size() < b.size()) return a.substr(i) == b.substr(i + 1);
  if (a.substr(i + 1) == b.substr(i + 1)) return true;
  return i + 1 < a.size() && a[i] == b[i + 1] && a[i + 1] == b[i] && a.substr(i + 2) == b.substr(i + 2);
}

void check(const Resource& resource, RuleContext& ctx) {
  const Value uses = resource["uses"];
  const auto action = action_reference(uses);
  if (!action || action->owner.size() < 4) return;
  const std::string owner = lower_text(action->owner);
  const std::string repository = lower_text(action->repository);
  for (const std::string_view known : kKnown) {
    const std::size_t slash = known.find('/');
    if (known.substr(slash + 1) != repository || known.substr(0, slash) == owner) continue;
    if (!one_slip(owner, known.substr(0, slash))) continue;
    ctx.report(uses, owner + "/" + repository + " is not " + std::string(known) + "; is the owner misspelt?").attribute("uses");
    return;
  }
}

constexpr std::string_view kKinds[] = {"github/step", "github/job"};
constexpr std::string_view kTags[] = {"supply-chain", "ci"};
constexpr std::string_view kEquivalents[] = {"zizmor:typosquat-uses"};

}  // namespace

extern constinit const NativeRule github_typosquatted_action{
    .meta = {.id = "github-typosquatted-action",
             .summary = "An action's owner looks like a misspelt well-known one",
             .severity = Severity::kHigh,
             .confidence = Confidence::kMedium,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
