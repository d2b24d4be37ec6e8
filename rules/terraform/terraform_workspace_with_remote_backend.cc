// SPDX-License-Identifier: Apache-2.0
#include "rules/terraform/lib_code.h"

namespace platlint {
namespace {

void check(const Resource& resource, RuleContext& ctx) {
  const TerraformCode& code = *resource.code;
  bool remote = false;
  std::string constraint;
  for (const CodeDeclaration& declaration : code.declarations) {
    if (declaration.kind != CodeKind::kTerraform) continue;
    for (const CodeBlock& block : declaration.blocks) remote = remote || (block.type == "backend" && block.label == "remote");
    const CodeArgument* version = declaration.find("required_version");
    if (version != nullptr && !version->text.empty()) constraint += (constraint.empty() ? "" : ",") + std::string(version->text);
  }
  if (!remote || constraint.empty()) return;
  bool affected = false;
  for (int patch = 0; patch <= 11; ++patch) affected = affected || code::allows_version(constraint, 1, 0, patch);
  if (!affected) return;
  for (const CodeReference& reference : code.references)
    if (reference.kind == CodeReference::Kind::kTerraform && reference.name == "workspace")
      ctx.report(code, &code.declarations[reference.declaration], reference.range,
                 "with the remote backend Terraform 1.0 runs every workspace as \"default\": use a variable");
}

constexpr std::string_view kKinds[] = {"terraform/code"};
constexpr std::string_view kTags[] = {"language", "correctness"};
constexpr std::string_view kEquivalents[] = {"tflint:terraform_workspace_remote"};

}  // namespace

extern constinit const NativeRule terraform_workspace_with_remote_backend{
    .meta =
        {
            .id = "terraform-workspace-with-remote-backend",
            .summary = "terraform.workspace with the remote backend is always default in Terraform 1.0",
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
