// SPDX-License-Identifier: Apache-2.0
#include "rules/terraform/lib_code.h"

#include <algorithm>
#include <unordered_map>

namespace platlint {
namespace {

// Pieces of which something else puts one or another into its roots: nothing here makes anything by itself.
bool is_kit(const TerraformCode& code) {
  return !code.called && std::all_of(code.declarations.begin(), code.declarations.end(), [](const CodeDeclaration& declaration) {
    return declaration.kind == CodeKind::kTerraform || declaration.kind == CodeKind::kProvider ||
           declaration.kind == CodeKind::kRequiredProvider || declaration.kind == CodeKind::kVariable ||
           declaration.kind == CodeKind::kLocal;
  });
}

void check(const Resource& resource, RuleContext& ctx) {
  const TerraformCode& code = *resource.code;
  if (is_kit(code)) return;
  std::unordered_map<std::string_view, const CodeDeclaration*> first;
  for (const CodeDeclaration& declaration : code.declarations) {
    // Override files add to what is declared; settings and moved blocks may be repeated.
    if (declaration.override_file || declaration.kind == CodeKind::kOther || declaration.kind == CodeKind::kTerraform) continue;
    // An alias that is no plain text may be any.
    if (declaration.kind == CodeKind::kProvider && declaration.name.empty() && declaration.find("alias") != nullptr) continue;
    const auto [at, added] = first.try_emplace(declaration.address, &declaration);
    if (added) continue;
    const std::string_view label = declaration.kind == CodeKind::kProvider ? declaration.type : declaration.name;
    ctx.report(code, &declaration, declaration.header,
               std::string(name(declaration.kind)) + " \"" + std::string(label) + "\" is declared twice in this module")
        .severity(code::is_example(code) ? Severity::kLow : Severity::kHigh)
        .note(at->second->header, "declared here first");
  }
}

constexpr std::string_view kKinds[] = {"terraform/code"};
constexpr std::string_view kTags[] = {"language", "correctness"};

}  // namespace

extern constinit const NativeRule terraform_duplicate_definition{
    .meta =
        {
            .id = "terraform-duplicate-definition",
            .summary = "Module declares one name twice",
            .severity = Severity::kHigh,
            .confidence = Confidence::kHigh,
            .since = "0.1.0",
            .kinds = kKinds,
            .tags = kTags,
        },
    .check = check,
};

}  // namespace platlint
