// SPDX-License-Identifier: Apache-2.0
#include "rules/terraform/lib_code.h"

namespace platlint {
namespace {

void check(const Resource& resource, RuleContext& ctx) {
  const TerraformCode& code = *resource.code;
  for (const CodeDeclaration& declaration : code.declarations) {
    if (declaration.override_file || declaration.kind != CodeKind::kVariable) continue;
    const CodeArgument* description = code::argument(code, declaration, "description");
    if (description == nullptr || description->is_null || (description->is_text && description->text.empty()))
      ctx.report(code, &declaration, declaration.header, "variable \"" + std::string(declaration.name) + "\" has no description");
  }
}

constexpr std::string_view kKinds[] = {"terraform/code"};
constexpr std::string_view kTags[] = {"language", "style", "pedantic"};
constexpr std::string_view kEquivalents[] = {"tflint:terraform_documented_variables", "kics:2a153952-2544-4687-bcc9-cc8fea814a9b"};

}  // namespace

extern constinit const NativeRule terraform_undocumented_variable{
    .meta = {.id = "terraform-undocumented-variable",
             .summary = "Variable has no description",
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
