// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/rule.h"

namespace platlint {
namespace {

bool mentions_amd64(std::string_view text) {
  for (const std::string_view word : {"amd64", "x86_64", "x86-64", "linux64"})
    if (text.find(word) != std::string_view::npos) return true;
  return false;
}

bool chooses(std::string_view text) {
  for (const std::string_view word :
       {"TARGETARCH", "uname -m", "dpkg --print-architecture", "arm64", "aarch64", "$ARCH", "${ARCH", "TARGETPLATFORM"})
    if (text.find(word) != std::string_view::npos) return true;
  return false;
}

void check(const Resource& instruction, RuleContext& ctx) {
  if (instruction.name != "RUN" && instruction.name != "ADD") return;
  const Value text = instruction["text"];
  if (!text.is_string()) return;
  const std::string_view run = text.as_string();
  const bool downloads =
      run.find("curl") != std::string_view::npos || run.find("wget") != std::string_view::npos || instruction.name == "ADD";
  if (downloads && run.find("http") != std::string_view::npos && mentions_amd64(run) && !chooses(run))
    ctx.report(instruction.header, "this downloads a binary for amd64 whatever the image is built for; use TARGETARCH").attribute("text");
}

constexpr std::string_view kKinds[] = {"docker/instruction"};
constexpr std::string_view kTags[] = {"containers", "arm64"};

}  // namespace

extern constinit const NativeRule docker_amd64_download{
    .meta = {.id = "docker-amd64-download",
             .summary = "Dockerfile downloads a binary for amd64 only",
             .severity = Severity::kMedium,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags},
    .check = check,
};

}  // namespace platlint
