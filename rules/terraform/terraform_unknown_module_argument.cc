// SPDX-License-Identifier: Apache-2.0
#include "rules/terraform/lib_code.h"

namespace platlint {
namespace {

bool is_meta(std::string_view name) {
  return name == "source" || name == "version" || name == "count" || name == "for_each" || name == "depends_on" || name == "providers";
}

void check(const Resource& resource, RuleContext& ctx) {
  const TerraformCode& code = *resource.code;
  for (const CodeDeclaration& call : code.declarations) {
    if (call.kind != CodeKind::kModule || call.module == nullptr || call.module->broken) continue;
    const auto declared = code::addresses(*call.module);
    for (const CodeArgument& argument : call.arguments)
      if (!is_meta(argument.name) && !declared.contains("var." + std::string(argument.name)))
        ctx.report(code, &call, argument.name_range, "the module has no variable \"" + std::string(argument.name) + "\"")
            .attribute(argument.name);
  }
}

constexpr std::string_view kKinds[] = {"terraform/code"};
constexpr std::string_view kTags[] = {"language", "modules", "correctness"};

}  // namespace

extern constinit const NativeRule terraform_unknown_module_argument{
    .meta =
        {
            .id = "terraform-unknown-module-argument",
            .summary = "Module call gives an argument that the module does not have",
            .severity = Severity::kHigh,
            .confidence = Confidence::kHigh,
            .since = "0.1.0",
            .kinds = kKinds,
            .tags = kTags,
        },
    .check = check,
};

}  // namespace platlint
