// SPDX-License-Identifier: Apache-2.0
#include "rules/terraform/lib_code.h"

namespace platlint {
namespace {

void check(const Resource& resource, RuleContext& ctx) {
  const TerraformCode& code = *resource.code;
  if (code.broken || !code::stands_alone(code)) return;  // a called module runs with its root's Terraform
  const CodeDeclaration* settings = nullptr;
  for (const CodeDeclaration& declaration : code.declarations) {
    if (declaration.kind != CodeKind::kTerraform) continue;
    if (declaration.find("required_version") != nullptr) return;
    if (settings == nullptr) settings = &declaration;
  }
  ctx.report(code, settings, settings != nullptr ? settings->header : resource.header, "required_version is not set")
      .attribute("required_version");
}

constexpr std::string_view kKinds[] = {"terraform/code"};
constexpr std::string_view kTags[] = {"language", "supply-chain"};
constexpr std::string_view kEquivalents[] = {"tflint:terraform_required_version"};

}  // namespace

extern constinit const NativeRule terraform_no_required_version{
    .meta =
        {
            .id = "terraform-no-required-version",
            .summary = "Nothing says which Terraform versions the code is for",
            .severity = Severity::kInfo,
            .confidence = Confidence::kHigh,
            .since = "0.1.0",
            .kinds = kKinds,
            .tags = kTags,
            .equivalents = kEquivalents,
        },
    .check = check,
};

}  // namespace platlint
