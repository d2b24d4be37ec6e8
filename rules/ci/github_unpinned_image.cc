// SPDX-License-Identifier: Apache-2.0
#include "rules/ci/lib_github.h"

namespace platlint {
namespace {

enum class Pin { kNothing, kFloating, kFine };

Pin pin_of(std::string_view image) {
  if (image.find('@') != std::string_view::npos) return Pin::kFine;
  const std::size_t slash = image.rfind('/');
  const std::string_view name = slash == std::string_view::npos ? image : image.substr(slash + 1);
  const std::size_t colon = name.find(':');
  if (colon == std::string_view::npos) return Pin::kNothing;
  return name.substr(colon + 1) == "latest" ? Pin::kFloating : Pin::kFine;
}

void judge(std::string_view image, const Value& at, RuleContext& ctx) {
  if (image.empty() || image.find("${{") != std::string_view::npos) return;
  const Pin pin = pin_of(image);
  if (pin == Pin::kNothing) ctx.report(at, "the image " + std::string(image) + " has no version").attribute(image);
  if (pin == Pin::kFloating) ctx.report(at, "the image " + std::string(image) + " floats with latest").attribute(image);
}

// ${{ matrix.image }} alone: every value that the matrix lists.
bool judge_matrix(const Resource& job, const Value& image, RuleContext& ctx) {
  std::string_view text = image.as_string();
  if (!text.starts_with("${{") || !text.ends_with("}}")) return false;
  text = text.substr(3, text.size() - 5);
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  if (!text.starts_with("matrix.") || text.find_first_of(".[ ", 7) != std::string_view::npos) return false;
  const std::string_view row = text.substr(7);
  const Value matrix = job["strategy"]["matrix"];
  bool wrong = false;
  const auto one = [&](const Value& value) {
    wrong = wrong || (value.is_string() && !value.as_string().empty() && value.as_string().find("${{") == std::string_view::npos &&
                      pin_of(value.as_string()) != Pin::kFine);
  };
  for (const Value& value : matrix[row].items()) one(value);
  for (const Value& combination : matrix["include"].items()) one(combination[row]);
  if (wrong) ctx.report(image, "some images that the matrix gives have no version, or float with latest").attribute(row);
  return true;
}

void check_container(const Resource& job, const Value& container, RuleContext& ctx) {
  const Value image = container.is_map() ? container["image"] : container;
  if (image.is_string() && !judge_matrix(job, image, ctx)) judge(image.as_string(), image, ctx);
}

void check(const Resource& resource, RuleContext& ctx) {
  const Value image = resource.kind == "github/action" ? resource["runs"]["image"] : resource["uses"];
  if (image.is_string() && image.as_string().starts_with("docker://")) judge(image.as_string().substr(9), image, ctx);
  if (resource.kind != "github/job") return;
  check_container(resource, resource["container"], ctx);
  for (const Member& service : resource["services"].members()) check_container(resource, service.value, ctx);
}

constexpr std::string_view kKinds[] = {"github/job", "github/step", "github/action"};
constexpr std::string_view kTags[] = {"supply-chain", "ci"};
constexpr std::string_view kEquivalents[] = {"zizmor:unpinned-images"};

}  // namespace

extern constinit const NativeRule github_unpinned_image{
    .meta = {.id = "github-unpinned-image",
             .summary = "An image of a workflow has no version, or the floating one",
             .severity = Severity::kMedium,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
