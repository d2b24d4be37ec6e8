// SPDX-License-Identifier: Apache-2.0
#include "rules/terraform/lib_code.h"

#include <unordered_map>

namespace platlint {
namespace {

void check(const Resource& resource, RuleContext& ctx) {
  const TerraformCode& code = *resource.code;
  std::unordered_map<std::string_view, const CodeDeclaration*> calls;
  for (const CodeDeclaration& declaration : code.declarations)
    if (declaration.kind == CodeKind::kModule) calls.try_emplace(declaration.address, &declaration);
  std::unordered_map<const TerraformCode*, std::unordered_set<std::string_view>> outputs;
  for (const CodeReference& reference : code.references) {
    const auto call =
        reference.kind == CodeReference::Kind::kModule && !reference.member.empty() ? calls.find(reference.address) : calls.end();
    if (call == calls.end() || call->second->module == nullptr || call->second->module->broken) continue;
    // Of a call that is repeated, module.x.y without an index is the instance with the key y.
    const bool repeated =
        code::argument(code, *call->second, "for_each") != nullptr || code::argument(code, *call->second, "count") != nullptr;
    if (repeated && !reference.indexed) continue;
    auto& known = outputs[call->second->module];
    if (known.empty()) known = code::addresses(*call->second->module);
    if (known.contains("output." + std::string(reference.member))) continue;
    ctx.report(code, &code.declarations[reference.declaration], reference.member_range,
               "module \"" + std::string(reference.name) + "\" has no output \"" + std::string(reference.member) + "\"")
        .attribute(std::string(reference.address) + "." + std::string(reference.member));
  }
}

constexpr std::string_view kKinds[] = {"terraform/code"};
constexpr std::string_view kTags[] = {"language", "modules", "correctness"};

}  // namespace

extern constinit const NativeRule terraform_unknown_module_output{
    .meta =
        {
            .id = "terraform-unknown-module-output",
            .summary = "Expression asks a module for an output that it does not have",
            .severity = Severity::kHigh,
            .confidence = Confidence::kHigh,
            .since = "0.1.0",
            .kinds = kKinds,
            .tags = kTags,
        },
    .check = check,
};

}  // namespace platlint
