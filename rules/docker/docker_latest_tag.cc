// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/rule.h"

namespace platlint {
namespace {

void check(const Resource& stage, RuleContext& ctx) {
  const Value image = stage["image"];
  if (!image.is_string() || !stage["digest"].is_absent() || stage["from_stage"].is_true() == Tri::kTrue || image.as_string() == "scratch")
    return;
  const Value tag = stage["tag"];
  if (tag.is_absent())
    ctx.report(image, "the base image \"" + std::string(image.as_string()) + "\" has no tag: it is another image tomorrow")
        .attribute("image");
  else if (tag.equals("latest") == Tri::kTrue) ctx.report(image, "the tag latest is another image tomorrow").attribute("image");
}

constexpr std::string_view kKinds[] = {"docker/stage"};
constexpr std::string_view kTags[] = {"containers", "supply-chain"};
constexpr std::string_view kEquivalents[] = {"checkov:CKV_DOCKER_7"};

}  // namespace

extern constinit const NativeRule docker_latest_tag{
    .meta = {.id = "docker-latest-tag",
             .summary = "Base image without a fixed version",
             .severity = Severity::kMedium,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
