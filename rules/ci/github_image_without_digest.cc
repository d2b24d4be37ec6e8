// SPDX-License-Identifier: Apache-2.0
#include "rules/ci/lib_github.h"

namespace platlint {
namespace {

// A tag other than latest, and no digest.
bool only_tagged(std::string_view image) {
  if (image.find('@') != std::string_view::npos || image.find("${{") != std::string_view::npos) return false;
  const std::size_t slash = image.rfind('/');
  const std::string_view name = slash == std::string_view::npos ? image : image.substr(slash + 1);
  const std::size_t colon = name.find(':');
  return colon != std::string_view::npos && name.substr(colon + 1) != "latest";
}

void judge(const Value& image, std::string_view text, RuleContext& ctx) {
  if (only_tagged(text)) ctx.report(image, "the tag of " + std::string(text) + " can be moved; pin it to a digest").attribute(text);
}

void check(const Resource& resource, RuleContext& ctx) {
  const Value image = resource.kind == "github/action" ? resource["runs"]["image"] : resource["uses"];
  if (image.is_string() && image.as_string().starts_with("docker://")) judge(image, image.as_string().substr(9), ctx);
  if (resource.kind != "github/job") return;
  const auto container = [&](const Value& one) {
    const Value name = one.is_map() ? one["image"] : one;
    if (name.is_string()) judge(name, name.as_string(), ctx);
  };
  container(resource["container"]);
  for (const Member& service : resource["services"].members()) container(service.value);
}

constexpr std::string_view kKinds[] = {"github/job", "github/step", "github/action"};
constexpr std::string_view kTags[] = {"supply-chain", "ci"};
constexpr std::string_view kEquivalents[] = {"zizmor:unpinned-images"};

}  // namespace

extern constinit const NativeRule github_image_without_digest{
    .meta = {.id = "github-image-without-digest",
             .summary = "An image of a workflow is named by a tag, which can be moved",
             .severity = Severity::kLow,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .equivalents = kEquivalents,
             .pedantic = true},
    .check = check,
};

}  // namespace platlint
