// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iterator>
#include <string>

#include "analyzer/rule/rule.h"
#include "rules/terraform/lib_code.h"

namespace platlint {
namespace {

void check(const Resource& resource, RuleContext& ctx) {
  using Kind = code::ModuleSource::Kind;
  // These are told by terraform-unpinned-module.
  constexpr std::string_view kBranches[] = {"master", "main", "default", "develop"};
  const TerraformCode& code = *resource.code;
  for (const CodeDeclaration& call : code.declarations) {
    const CodeArgument* source = call.kind == CodeKind::kModule && !call.override_file ? code::argument(code, call, "source") : nullptr;
    if (source == nullptr || !source->is_text) continue;
    const code::ModuleSource from = code::module_source(source->text);
    if (from.kind != Kind::kGit && from.kind != Kind::kMercurial) continue;
    if (from.revision.empty() || std::find(std::begin(kBranches), std::end(kBranches), from.revision) != std::end(kBranches)) continue;
    if (code::is_commit(from.revision) || code::names_version(from.revision)) continue;
    ctx.report(code, &call, source->value_range,
               std::string(from.revision) + " looks like a branch, or a tag that moves along: what runs changes with its repository")
        .attribute("source");
  }
}

constexpr std::string_view kKinds[] = {"terraform/code"};
constexpr std::string_view kTags[] = {"language", "modules", "supply-chain"};
constexpr std::string_view kEquivalents[] = {"checkov:CKV_TF_1", "checkov:CKV_TF_2"};

}  // namespace

extern constinit const NativeRule terraform_module_loose_revision{
    .meta = {.id = "terraform-module-loose-revision",
             .summary = "Module follows a revision that is neither a version nor a commit",
             .severity = Severity::kLow,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
