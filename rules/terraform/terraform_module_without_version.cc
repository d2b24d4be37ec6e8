// SPDX-License-Identifier: Apache-2.0
#include "rules/terraform/lib_code.h"

namespace platlint {
namespace {

void check(const Resource& resource, RuleContext& ctx) {
  const TerraformCode& code = *resource.code;
  for (const CodeDeclaration& declaration : code.declarations) {
    if (declaration.override_file || declaration.kind != CodeKind::kModule) continue;
    const CodeArgument* source = code::argument(code, declaration, "source");
    if (source == nullptr || !source->is_text || code::module_source(source->text).kind != code::ModuleSource::Kind::kRegistry) continue;
    const CodeArgument* version = code::argument(code, declaration, "version");
    if (version == nullptr || version->is_null)
      ctx.report(code, &declaration, declaration.header, "the registry module has no version: the newest one is taken")
          .attribute("version");
  }
}

constexpr std::string_view kKinds[] = {"terraform/code"};
constexpr std::string_view kTags[] = {"language", "modules", "supply-chain"};
constexpr std::string_view kEquivalents[] = {"tflint:terraform_module_version", "checkov:CKV_TF_1", "checkov:CKV_TF_2"};

}  // namespace

extern constinit const NativeRule terraform_module_without_version{
    .meta =
        {
            .id = "terraform-module-without-version",
            .summary = "Registry module has no version",
            .severity = Severity::kMedium,
            .confidence = Confidence::kHigh,
            .since = "0.1.0",
            .kinds = kKinds,
            .tags = kTags,
            .equivalents = kEquivalents,
        },
    .check = check,
};

}  // namespace platlint
