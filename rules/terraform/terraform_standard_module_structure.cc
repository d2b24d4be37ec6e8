// SPDX-License-Identifier: Apache-2.0
#include "rules/terraform/lib_code.h"

#include <algorithm>

namespace platlint {
namespace {

void check_place(const TerraformCode& code, const CodeDeclaration& declaration, std::string_view file, RuleContext& ctx) {
  if (declaration.json || declaration.override_file || code.files[declaration.file].name == file) return;
  ctx.report(code, &declaration, declaration.header,
             std::string(name(declaration.kind)) + " \"" + std::string(declaration.name) + "\" belongs into " + std::string(file));
}

void check(const Resource& resource, RuleContext& ctx) {
  const TerraformCode& code = *resource.code;
  bool native = false;
  const auto has_file = [&](std::string_view wanted) {
    return std::any_of(code.files.begin(), code.files.end(), [&](const CodeFile& file) {
      return file.name == wanted || file.name == std::string(wanted.substr(0, wanted.size() - 2)) + "tofu";
    });
  };
  const auto has = [&](CodeKind kind) {
    return std::any_of(code.declarations.begin(), code.declarations.end(),
                       [&](const CodeDeclaration& declaration) { return declaration.kind == kind; });
  };
  for (const CodeFile& file : code.files) native = native || !file.json;
  if (!native) return;
  if (!has_file("main.tf")) ctx.report(code, nullptr, resource.header, "the module has no main.tf").attribute("main.tf");
  if (!has_file("variables.tf") && !has(CodeKind::kVariable))
    ctx.report(code, nullptr, resource.header, "the module has no variables.tf").attribute("variables.tf");
  if (!has_file("outputs.tf") && !has(CodeKind::kOutput))
    ctx.report(code, nullptr, resource.header, "the module has no outputs.tf").attribute("outputs.tf");
  for (const CodeDeclaration& declaration : code.declarations) {
    if (declaration.kind == CodeKind::kVariable) check_place(code, declaration, "variables.tf", ctx);
    if (declaration.kind == CodeKind::kOutput) check_place(code, declaration, "outputs.tf", ctx);
  }
}

constexpr std::string_view kKinds[] = {"terraform/code"};
constexpr std::string_view kTags[] = {"language", "style", "pedantic"};
constexpr std::string_view kEquivalents[] = {"tflint:terraform_standard_module_structure"};

}  // namespace

extern constinit const NativeRule terraform_standard_module_structure{
    .meta = {.id = "terraform-standard-module-structure",
             .summary = "Module does not have the standard files",
             .severity = Severity::kInfo,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .equivalents = kEquivalents,
             .pedantic = true},
    .check = check,
};

}  // namespace platlint
