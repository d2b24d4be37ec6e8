// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/rule.h"

namespace platlint {
namespace {

// Lambda runs every image as a user of its own and never asks for another.
// https://docs.aws.amazon.com/lambda/latest/dg/images-create.html
bool is_for_lambda(const Value& image) {
  for (const std::string_view name : {"public.ecr.aws/lambda/", "amazon/aws-lambda-", "public.ecr.aws/sam/"})
    if (image.contains_text(name) == Tri::kTrue) return true;
  return false;
}

void check(const Resource& stage, RuleContext& ctx) {
  if (stage["final"].is_true() != Tri::kTrue) return;
  const Value user = stage["user"];
  const Value image = stage["image"];
  if (user.is_absent()) {
    // Images that are made to run without root say so in their name.
    if (image.contains_text("nonroot") == Tri::kTrue || image.equals("scratch") == Tri::kTrue || is_for_lambda(image) ||
        stage["from_stage"].is_true() == Tri::kTrue)
      return;
    ctx.report(stage.header, "the image runs as root: no USER in its last stage");
  } else if (user.equals("root") == Tri::kTrue || user.equals("0") == Tri::kTrue || user.starts_with("root:") == Tri::kTrue ||
             user.starts_with("0:") == Tri::kTrue) {
    ctx.report(user, "the image runs as root").attribute("user");
  }
}

constexpr std::string_view kKinds[] = {"docker/stage"};
constexpr std::string_view kTags[] = {"containers"};
constexpr std::string_view kEquivalents[] = {"checkov:CKV_DOCKER_3"};

}  // namespace

extern constinit const NativeRule docker_root_user{
    .meta = {.id = "docker-root-user",
             .summary = "Container runs as root",
             .severity = Severity::kMedium,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
