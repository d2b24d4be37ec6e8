// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/rule.h"
#include "rules/terraform/lib_code.h"

namespace platlint {
namespace {

void check(const Resource& resource, RuleContext& ctx) {
  using Kind = code::ModuleSource::Kind;
  const TerraformCode& code = *resource.code;
  for (const CodeDeclaration& call : code.declarations) {
    if (call.kind != CodeKind::kModule || call.override_file) continue;
    const CodeArgument* source = code::argument(code, call, "source");
    if (source == nullptr || !source->is_text) continue;
    const code::ModuleSource from = code::module_source(source->text);
    // What is fixed by nothing, or by a branch, is told by others.
    if (from.kind == Kind::kLocal || code::is_commit(from.revision)) continue;
    if ((from.kind == Kind::kGit || from.kind == Kind::kMercurial) && !code::names_version(from.revision)) continue;
    const CodeArgument* version = code::argument(code, call, "version");
    if (from.kind == Kind::kRegistry && (version == nullptr || version->is_null)) continue;
    if (from.kind == Kind::kOther && source->text.find("checksum=") != std::string_view::npos) continue;
    ctx.report(code, &call, source->value_range,
               from.kind == Kind::kOther ? "what is downloaded from there can change: nothing says which contents are meant"
                                         : "a version is a tag, which whoever holds the repository can move; a commit cannot be moved")
        .attribute("source");
  }
}

constexpr std::string_view kKinds[] = {"terraform/code"};
constexpr std::string_view kTags[] = {"language", "modules", "supply-chain"};
constexpr std::string_view kEquivalents[] = {"checkov:CKV_TF_1"};

}  // namespace

extern constinit const NativeRule terraform_module_not_by_commit{
    .meta = {.id = "terraform-module-not-by-commit",
             .summary = "Module is fixed by a version that its author can move",
             .severity = Severity::kInfo,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
