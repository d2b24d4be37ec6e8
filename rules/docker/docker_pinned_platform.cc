// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/rule.h"

namespace platlint {
namespace {

void check(const Resource& stage, RuleContext& ctx) {
  const Value platform = stage["platform"];
  if (!platform.is_string()) return;
  const std::string_view text = platform.as_string();
  // $BUILDPLATFORM and $TARGETPLATFORM follow the build; a pinned stage that only builds may cross-compile.
  if (text.find('$') != std::string_view::npos || stage["final"].is_true() != Tri::kTrue) return;
  ctx.report(platform, "the image is built for " + std::string(text) + " only: it will not run on nodes of the other architecture")
      .attribute("platform");
}

constexpr std::string_view kKinds[] = {"docker/stage"};
constexpr std::string_view kTags[] = {"containers", "arm64"};

}  // namespace

extern constinit const NativeRule docker_pinned_platform{
    .meta = {.id = "docker-pinned-platform",
             .summary = "Dockerfile pins one CPU architecture",
             .severity = Severity::kMedium,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags},
    .check = check,
};

}  // namespace platlint
