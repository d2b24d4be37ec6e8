// SPDX-License-Identifier: Apache-2.0
#include "rules/terraform/lib_code.h"

#include <algorithm>

namespace platlint {
namespace {

void check(const Resource& resource, RuleContext& ctx) {
  const TerraformCode& code = *resource.code;
  for (const CodeDeclaration& call : code.declarations) {
    const CodeArgument* source = call.kind == CodeKind::kModule ? call.find("source") : nullptr;
    if (source == nullptr || !source->is_text) continue;
    const code::ModuleSource from = code::module_source(source->text);
    if (from.kind != code::ModuleSource::Kind::kGit && from.kind != code::ModuleSource::Kind::kMercurial) continue;
    constexpr std::string_view kBranches[] = {"master", "main", "default", "develop"};
    const std::string revision(from.revision);
    if (revision.empty())
      ctx.report(code, &call, source->value_range, "the module's source names no revision: what runs changes with its repository")
          .attribute("source");
    else if (std::find(std::begin(kBranches), std::end(kBranches), revision) != std::end(kBranches))
      ctx.report(code, &call, source->value_range, "the module follows the branch " + revision + ": what runs changes with its repository")
          .attribute("source");
  }
}

constexpr std::string_view kKinds[] = {"terraform/code"};
constexpr std::string_view kTags[] = {"language", "modules", "supply-chain"};
constexpr std::string_view kEquivalents[] = {"tflint:terraform_module_pinned_source", "kics:3a81fc06-566f-492a-91dd-7448e409e2cd",
                                             "checkov:CKV_TF_1", "checkov:CKV_TF_2"};

}  // namespace

extern constinit const NativeRule terraform_unpinned_module{
    .meta =
        {
            .id = "terraform-unpinned-module",
            .summary = "Module comes from a repository at no fixed revision",
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
