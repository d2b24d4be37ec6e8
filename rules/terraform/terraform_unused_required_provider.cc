// SPDX-License-Identifier: Apache-2.0
#include "rules/terraform/lib_code.h"

namespace platlint {
namespace {

// Providers that the module or a module it calls has something of. False when a called module cannot be seen.
bool collect(const TerraformCode& code, std::unordered_set<std::string_view>& used, int depth) {
  for (const CodeReference& reference : code.references)
    if (reference.kind == CodeReference::Kind::kProvider) used.insert(reference.name.substr(0, reference.name.find('.')));
  for (const CodeDeclaration& declaration : code.declarations) {
    if (declaration.kind == CodeKind::kResource || declaration.kind == CodeKind::kData || declaration.kind == CodeKind::kEphemeral)
      used.insert(code::provider_name(code, declaration));
    if (declaration.kind == CodeKind::kProvider) used.insert(declaration.type);
    if (declaration.kind == CodeKind::kRequiredProvider && depth > 0) used.insert(declaration.name);
    if (declaration.kind != CodeKind::kModule) continue;
    if (declaration.module == nullptr || declaration.module->broken || depth > 20) return false;
    if (!collect(*declaration.module, used, depth + 1)) return false;
  }
  return true;
}

void check(const Resource& resource, RuleContext& ctx) {
  const TerraformCode& code = *resource.code;
  std::unordered_set<std::string_view> used;
  if (code.broken || !collect(code, used, 0)) return;
  for (const CodeDeclaration& declaration : code.declarations) {
    if (declaration.kind != CodeKind::kRequiredProvider || declaration.override_file || used.contains(declaration.name)) continue;
    // A configuration that the caller must pass is a promise to the caller.
    if (declaration.find("configuration_aliases") != nullptr) continue;
    ctx.report(code, &declaration, declaration.header, "provider \"" + std::string(declaration.name) + "\" is required and never used");
  }
}

constexpr std::string_view kKinds[] = {"terraform/code"};
constexpr std::string_view kTags[] = {"language", "unused"};
constexpr std::string_view kEquivalents[] = {"tflint:terraform_unused_required_providers"};

}  // namespace

extern constinit const NativeRule terraform_unused_required_provider{
    .meta =
        {
            .id = "terraform-unused-required-provider",
            .summary = "required_providers names a provider that nothing uses",
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
