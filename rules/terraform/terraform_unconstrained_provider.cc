// SPDX-License-Identifier: Apache-2.0
#include "rules/terraform/lib_code.h"

#include <unordered_map>

namespace platlint {
namespace {

void check_entry(const TerraformCode& code, const CodeDeclaration& entry, RuleContext& ctx) {
  if (entry.legacy) {
    ctx.report(code, &entry, entry.range,
               "provider \"" + std::string(entry.name) + "\" has a version alone: write an object with source and version");
    return;
  }
  const CodeArgument* source = code::argument(code, entry, "source");
  if (source != nullptr && source->text.starts_with("terraform.io/builtin/")) return;
  const bool version = code::argument(code, entry, "version") != nullptr;
  if (source != nullptr && version) return;
  const std::string missing = source != nullptr ? "version constraint" : version ? "source" : "source and no version constraint";
  ctx.report(code, &entry, entry.range, "provider \"" + std::string(entry.name) + "\" has no " + missing);
}

void check(const Resource& resource, RuleContext& ctx) {
  const TerraformCode& code = *resource.code;
  if (code.broken || !code::stands_alone(code)) return;  // a called module takes its root's providers
  std::unordered_map<std::string_view, const CodeDeclaration*> required;
  for (const CodeDeclaration& declaration : code.declarations)
    if (declaration.kind == CodeKind::kRequiredProvider) required.try_emplace(declaration.name, &declaration);
  std::unordered_set<std::string_view> seen;
  for (const CodeDeclaration& declaration : code.declarations) {
    if (declaration.kind == CodeKind::kProvider && declaration.find("version") != nullptr)
      ctx.report(code, &declaration, declaration.find("version")->name_range,
                 "a provider's version constraint belongs into required_providers")
          .attribute("version");
    const bool provider = declaration.kind == CodeKind::kProvider;
    if (!provider && declaration.kind != CodeKind::kResource && declaration.kind != CodeKind::kData &&
        declaration.kind != CodeKind::kEphemeral)
      continue;
    const std::string_view name = provider ? declaration.type : code::provider_name(code, declaration);
    if (name == "terraform" || !seen.insert(name).second) continue;
    const auto entry = required.find(name);
    if (entry != required.end()) check_entry(code, *entry->second, ctx);
    else
      ctx.report(code, &declaration, declaration.header,
                 "provider \"" + std::string(name) + "\" is not in required_providers: any version is taken")
          .attribute("required_providers." + std::string(name));
  }
}

constexpr std::string_view kKinds[] = {"terraform/code"};
constexpr std::string_view kTags[] = {"language", "supply-chain"};
constexpr std::string_view kEquivalents[] = {"tflint:terraform_required_providers"};

}  // namespace

extern constinit const NativeRule terraform_unconstrained_provider{
    .meta =
        {
            .id = "terraform-unconstrained-provider",
            .summary = "Provider has no source or version constraint in required_providers",
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
