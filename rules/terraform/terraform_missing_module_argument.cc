// SPDX-License-Identifier: Apache-2.0
#include "rules/terraform/lib_code.h"

namespace platlint {
namespace {

void check(const Resource& resource, RuleContext& ctx) {
  const TerraformCode& code = *resource.code;
  for (const CodeDeclaration& call : code.declarations) {
    if (call.kind != CodeKind::kModule || call.override_file || call.module == nullptr || call.module->broken) continue;
    std::string missing;
    for (const CodeDeclaration& variable : call.module->declarations) {
      if (variable.kind != CodeKind::kVariable || variable.override_file || code::argument(*call.module, variable, "default") != nullptr)
        continue;
      if (code::argument(code, call, variable.name) == nullptr) missing += (missing.empty() ? "" : ", ") + std::string(variable.name);
    }
    if (!missing.empty()) ctx.report(code, &call, call.header, "the module requires arguments that the call does not give: " + missing);
  }
}

constexpr std::string_view kKinds[] = {"terraform/code"};
constexpr std::string_view kTags[] = {"language", "modules", "correctness"};

}  // namespace

extern constinit const NativeRule terraform_missing_module_argument{
    .meta =
        {
            .id = "terraform-missing-module-argument",
            .summary = "Module call leaves out a required variable",
            .severity = Severity::kHigh,
            .confidence = Confidence::kHigh,
            .since = "0.1.0",
            .kinds = kKinds,
            .tags = kTags,
        },
    .check = check,
};

}  // namespace platlint
