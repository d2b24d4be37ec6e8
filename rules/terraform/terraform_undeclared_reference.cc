// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "rules/terraform/lib_code.h"

namespace platlint {
namespace {

std::string message(const CodeReference& reference) {
  using Kind = CodeReference::Kind;
  const std::string name(reference.name);
  switch (reference.kind) {
    case Kind::kVariable:
      return "variable \"" + name + "\" is not declared in this module";
    case Kind::kLocal:
      return "local value \"" + name + "\" is not declared in this module";
    case Kind::kModule:
      return "there is no module call \"" + name + "\" in this module";
    case Kind::kData:
      return "data source " + name + " is not declared in this module";
    case Kind::kEphemeral:
      return "ephemeral resource " + name + " is not declared in this module";
    case Kind::kProvider:
      return "provider configuration " + name + " is not declared in this module";
    default:
      return name.find('.') == std::string::npos ? "there is nothing named \"" + name + "\" here"
                                                 : "resource " + name + " is not declared in this module";
  }
}

bool passes_provider(const TerraformCode& caller, const CodeDeclaration& call, std::string_view name) {
  const auto references = code::references_of(caller, call);
  return std::any_of(references.begin(), references.end(), [&](const CodeReference& reference) {
    return reference.kind == CodeReference::Kind::kProvider && reference.member == name;
  });
}

// Terraform takes what every call passes, with a warning where required_providers does not expect it.
bool every_call_passes(const TerraformCode& code, std::string_view name) {
  return !code.callers.empty() && std::all_of(code.callers.begin(), code.callers.end(), [&](const TerraformCode* caller) {
    return std::all_of(caller->declarations.begin(), caller->declarations.end(), [&](const CodeDeclaration& declaration) {
      return declaration.module != &code || passes_provider(*caller, declaration, name);
    });
  });
}

// provider = aws.west: a provider block with that alias, or an alias that comes from the caller.
bool provider_declared(const TerraformCode& code, const CodeReference& reference, const std::unordered_set<std::string_view>& declared,
                       const RuleContext& ctx) {
  if (reference.name.find('.') == std::string_view::npos || declared.contains("provider." + std::string(reference.name))) return true;
  for (const CodeDeclaration& declaration : code.declarations) {
    if (declaration.kind == CodeKind::kProvider && declaration.find("alias") != nullptr && declaration.name.empty()) return true;
    if (declaration.kind != CodeKind::kRequiredProvider) continue;
    const CodeArgument* aliases = declaration.find("configuration_aliases");
    if (aliases != nullptr && code::text_at(ctx, aliases->value_range).find(reference.name) != std::string_view::npos) return true;
  }
  return every_call_passes(code, reference.name);
}

void check(const Resource& resource, RuleContext& ctx) {
  const TerraformCode& code = *resource.code;
  if (code.broken) return;  // the declaration may stand where nothing could be read
  const auto declared = code::addresses(code);
  for (const CodeReference& reference : code.references) {
    if (reference.kind == CodeReference::Kind::kTerraform || reference.name.empty() || reference.name.ends_with('.')) continue;
    if (reference.kind == CodeReference::Kind::kProvider ? provider_declared(code, reference, declared, ctx)
                                                         : declared.contains(reference.address))
      continue;
    ctx.report(code, &code.declarations[reference.declaration], reference.range, message(reference))
        .severity(code::is_example(code) ? Severity::kLow : Severity::kHigh)
        .attribute(reference.address);
  }
}

constexpr std::string_view kKinds[] = {"terraform/code"};
constexpr std::string_view kTags[] = {"language", "correctness"};

}  // namespace

extern constinit const NativeRule terraform_undeclared_reference{
    .meta =
        {
            .id = "terraform-undeclared-reference",
            .summary = "Expression names something that is not declared",
            .severity = Severity::kHigh,
            .confidence = Confidence::kHigh,
            .since = "0.1.0",
            .kinds = kKinds,
            .tags = kTags,
        },
    .check = check,
};

}  // namespace platlint
