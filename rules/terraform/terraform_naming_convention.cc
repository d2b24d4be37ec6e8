// SPDX-License-Identifier: Apache-2.0
#include "rules/terraform/lib_code.h"

#include "analyzer/rule/pattern.h"

namespace platlint {
namespace {

constexpr std::string_view kSnake = "^[a-z][a-z0-9]*(_[a-z0-9]+)*$";
constexpr std::string_view kMixedSnake = "^[a-zA-Z][a-zA-Z0-9]*(_[a-zA-Z0-9]+)*$";

// How settings.terraform_names calls the kind; empty: the rule has nothing to say of it.
std::string_view setting(CodeKind kind) {
  switch (kind) {
    case CodeKind::kVariable:
      return "variable";
    case CodeKind::kLocal:
      return "local";
    case CodeKind::kOutput:
      return "output";
    case CodeKind::kResource:
      return "resource";
    case CodeKind::kData:
      return "data";
    case CodeKind::kModule:
      return "module";
    case CodeKind::kCheck:
      return "check";
    default:
      return {};
  }
}

void check(const Resource& resource, RuleContext& ctx) {
  const TerraformCode& code = *resource.code;
  const auto& formats = ctx.settings().terraform_names;
  for (const CodeDeclaration& declaration : code.declarations) {
    const std::string_view kind = setting(declaration.kind);
    if (kind.empty() || declaration.override_file) continue;
    auto chosen = formats.find(std::string(kind));
    if (chosen == formats.end()) chosen = formats.find("*");
    const std::string format = chosen == formats.end() ? "snake_case" : chosen->second;
    if (format == "none") continue;
    const std::string pattern(format == "snake_case" ? kSnake : format == "mixed_snake_case" ? kMixedSnake : std::string_view(format));
    if (matches_pattern(Value::string(declaration.name), pattern) == Tri::kFalse)
      ctx.report(
          code, &declaration, declaration.name_range,
          "the " + std::string(name(declaration.kind)) + "'s name \"" + std::string(declaration.name) + "\" does not follow " + format);
  }
}

constexpr std::string_view kKinds[] = {"terraform/code"};
constexpr std::string_view kTags[] = {"language", "style", "pedantic"};
constexpr std::string_view kEquivalents[] = {"tflint:terraform_naming_convention", "kics:1e434b25-8763-4b00-a5ca-ca03b7abbb66"};
constexpr std::string_view kOptions[] = {"terraform_names"};

}  // namespace

extern constinit const NativeRule terraform_naming_convention{
    .meta = {.id = "terraform-naming-convention",
             .summary = "Name does not follow the naming convention",
             .severity = Severity::kInfo,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .equivalents = kEquivalents,
             .options = kOptions,
             .pedantic = true},
    .check = check,
};

}  // namespace platlint
