// SPDX-License-Identifier: Apache-2.0
#include "rules/terraform/lib_code.h"

namespace platlint {
namespace {

void check(const Resource& resource, RuleContext& ctx) {
  const TerraformCode& code = *resource.code;
  for (const CodeDeclaration& declaration : code.declarations) {
    if (declaration.override_file || declaration.kind != CodeKind::kVariable) continue;
    if (code::argument(code, declaration, "type") == nullptr)
      ctx.report(code, &declaration, declaration.header,
                 "variable \"" + std::string(declaration.name) + "\" has no type: any value is taken");
  }
}

constexpr std::string_view kKinds[] = {"terraform/code"};
constexpr std::string_view kTags[] = {"language", "style", "pedantic"};
constexpr std::string_view kEquivalents[] = {"tflint:terraform_typed_variables", "kics:fc5109bf-01fd-49fb-8bde-4492b543c34a"};

}  // namespace

extern constinit const NativeRule terraform_untyped_variable{
    .meta = {.id = "terraform-untyped-variable",
             .summary = "Variable has no type",
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
