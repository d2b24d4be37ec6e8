// SPDX-License-Identifier: Apache-2.0
#include "rules/ci/lib_github.h"

namespace platlint {
namespace {

// Actions whose input `version` is the tool's, and is the latest one when it is not given.
bool takes_latest(const Resource& step) {
  return !used_action(step, {"aquasecurity/setup-trivy", "1password/load-secrets-action", "1password/install-cli-action",
                             "goreleaser/goreleaser-action", "aquasecurity/tfsec-action", "arduino/setup-protoc",
                             "bufbuild/buf-setup-action", "extractions/setup-just", "azure/setup-helm", "azure/setup-kubectl"})
              .empty();
}

void check(const Resource& step, RuleContext& ctx) {
  if (!takes_latest(step)) return;
  const Value with = step["with"];
  if (!with.is_absent() && !with.is_map()) return;
  const Value version = with["version"];
  if (version.is_missing()) ctx.report(step["uses"], "the action installs the latest version; name one by version").attribute("version");
  else if (version.equals("latest") == Tri::kTrue) ctx.report(version, "the latest version is another one tomorrow").attribute("version");
}

constexpr std::string_view kKinds[] = {"github/step"};
constexpr std::string_view kTags[] = {"supply-chain", "ci"};
constexpr std::string_view kEquivalents[] = {"zizmor:unpinned-tools"};

}  // namespace

extern constinit const NativeRule github_unpinned_tool{
    .meta = {.id = "github-unpinned-tool",
             .summary = "An action installs whatever version of a tool is the latest",
             .severity = Severity::kLow,
             .confidence = Confidence::kMedium,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
