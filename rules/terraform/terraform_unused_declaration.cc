// SPDX-License-Identifier: Apache-2.0
#include "rules/terraform/lib_code.h"

namespace platlint {
namespace {

// Nothing but declarations is there to be copied or linked to elsewhere.
bool only_declares(const TerraformCode& code) {
  return std::none_of(code.declarations.begin(), code.declarations.end(), [](const CodeDeclaration& declaration) {
    return declaration.kind == CodeKind::kResource || declaration.kind == CodeKind::kModule || declaration.kind == CodeKind::kOutput ||
           declaration.kind == CodeKind::kData;
  });
}

void check(const Resource& resource, RuleContext& ctx) {
  const TerraformCode& code = *resource.code;
  if (code.broken || only_declares(code)) return;
  std::unordered_set<std::string_view> used;
  for (const CodeReference& reference : code.references) {
    // A variable's validation speaks of the variable itself.
    const CodeDeclaration& within = code.declarations[reference.declaration];
    if (within.kind != CodeKind::kVariable || within.address != reference.address) used.insert(reference.address);
  }
  for (const CodeDeclaration& declaration : code.declarations) {
    // What several folders share by a link need not serve in each of them.
    if (declaration.override_file || code.files[declaration.file].linked) continue;
    const bool alias = declaration.kind == CodeKind::kProvider && !declaration.name.empty();
    if (!alias && declaration.kind != CodeKind::kVariable && declaration.kind != CodeKind::kLocal && declaration.kind != CodeKind::kData)
      continue;
    const std::string_view address = alias ? declaration.address.substr(std::string_view("provider.").size()) : declaration.address;
    if (used.contains(address)) continue;
    const std::string what = alias ? "provider configuration " + std::string(address)
                                   : std::string(name(declaration.kind)) + " \"" + std::string(declaration.name) + "\"";
    ctx.report(code, &declaration, declaration.header, what + " is declared and never used");
  }
}

constexpr std::string_view kKinds[] = {"terraform/code"};
constexpr std::string_view kTags[] = {"language", "unused"};
constexpr std::string_view kEquivalents[] = {"tflint:terraform_unused_declarations"};

}  // namespace

extern constinit const NativeRule terraform_unused_declaration{
    .meta =
        {
            .id = "terraform-unused-declaration",
            .summary = "Variable, local value, data source or provider alias is never used",
            .severity = Severity::kLow,
            .confidence = Confidence::kHigh,
            .since = "0.1.0",
            .kinds = kKinds,
            .tags = kTags,
            .equivalents = kEquivalents,
        },
    .check = check,
};

}  // namespace platlint
