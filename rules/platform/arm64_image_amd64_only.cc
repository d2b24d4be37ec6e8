// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/rule.h"
#include "rules/platform/lib_builds.h"

namespace platlint {
namespace {

// The repository of an image reference: "…/team/app:tag" -> "team/app".
std::string repository_of(std::string_view image) {
  image = image.substr(0, image.find('@'));
  const std::size_t colon = image.rfind(':');
  if (colon != std::string_view::npos && image.find('/', colon) == std::string_view::npos) image = image.substr(0, colon);
  const std::size_t slash = image.find('/');
  if (slash != std::string_view::npos && image.substr(0, slash).find_first_of(".:") != std::string_view::npos)
    image = image.substr(slash + 1);
  return std::string(image);
}

// A build that names its platforms without arm64, where no other job builds the image for arm64. A build that says nothing of platforms
// is for the runner's own architecture, which is not known here.
ImageBuild amd64_build(const std::string& repository, const RuleContext& ctx) {
  ImageBuild found;
  // Repositories of several environments share the last part of their names: builds that give all of it decide.
  std::vector<ImageBuild> builds = builds_of(repository, ctx);
  if (builds.empty()) builds = builds_of(std::string_view(repository).substr(repository.rfind('/') + 1), ctx);
  for (const ImageBuild& build : builds) {
    if (build.platforms.find("arm64") != std::string::npos) return {};
    if (build.platforms.find("linux/") != std::string::npos && build.platforms.find('$') == std::string::npos) found = build;
  }
  return found;
}

void check_image(const Resource& runner, const Value& image, std::string_view who, RuleContext& ctx) {
  std::string repository;
  if (image.is_string()) repository = repository_of(image.as_string());
  for (const Ref& ref : image.refs())
    if (ref.address.find("aws_ecr_repository.") != std::string_view::npos)
      for (const Resource* candidate : ctx.all("terraform/aws_ecr_repository"))
        if (candidate->address == ref.address && candidate->root == runner.root) repository = (*candidate)["name"].text().value_or("");
  if (repository.empty()) return;
  const ImageBuild build = amd64_build(repository, ctx);
  if (build.job == nullptr) return;
  ctx.report(image, std::string(who) + " runs on arm64, but its image is built for other platforms only")
      .note(build.where.where(), "built here, without linux/arm64")
      .attribute("image");
}

void check(const Resource& resource, RuleContext& ctx) {
  if (resource.type() == "aws_ecs_task_definition") {
    if (resource["runtime_platform"]["cpu_architecture"].equals("ARM64") != Tri::kTrue) return;
    // The container list is JSON text: a finding stands at the text when its parts have no place of their own.
    for (const Value& container : resource["containers"].items()) {
      const Value image = container["image"];
      check_image(resource, image.where().valid() ? image : image.used_at(resource["container_definitions"].where()), "the task", ctx);
    }
  } else if (resource.type() == "aws_lambda_function") {
    if (resource["architectures"].has_item("arm64") == Tri::kTrue && !resource["image_uri"].is_absent())
      check_image(resource, resource["image_uri"], "the function", ctx);
  } else if (resource["pod.spec"].is_map()) {
    const Value pod = resource["pod.spec"];
    bool arm = pod["nodeSelector"]["kubernetes.io/arch"].equals("arm64") == Tri::kTrue;
    for (const Value& term : pod.at("affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms").items())
      for (const Value& expression : term["matchExpressions"].items())
        arm = arm || (expression["key"].equals("kubernetes.io/arch") == Tri::kTrue && expression["values"].items().size() == 1 &&
                      expression["values"].has_item("arm64") == Tri::kTrue);
    if (!arm) return;
    for (const std::string_view list : {"containers", "initContainers"})
      for (const Value& container : pod[list].items()) check_image(resource, container["image"], "the workload", ctx);
  }
}

constexpr std::string_view kKinds[] = {"terraform/aws_ecs_task_definition", "terraform/aws_lambda_function", "kubernetes/*"};
constexpr std::string_view kTags[] = {"arm64", "containers"};

}  // namespace

extern constinit const NativeRule arm64_image_amd64_only{
    .meta = {.id = "arm64-image-amd64-only",
             .summary = "Image for arm64 is built for amd64 only",
             .severity = Severity::kHigh,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags},
    .check = check,
};

}  // namespace platlint
