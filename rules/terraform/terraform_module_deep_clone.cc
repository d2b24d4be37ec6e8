// SPDX-License-Identifier: Apache-2.0
#include "rules/terraform/lib_code.h"

namespace platlint {
namespace {

// A commit cannot be asked for in a shallow clone.
bool is_commit(std::string_view revision) {
  return revision.size() >= 7 && revision.size() <= 64 && revision.find_first_not_of("0123456789abcdefABCDEF") == std::string_view::npos;
}

void check(const Resource& resource, RuleContext& ctx) {
  const TerraformCode& code = *resource.code;
  for (const CodeDeclaration& declaration : code.declarations) {
    if (declaration.override_file || declaration.kind != CodeKind::kModule) continue;
    const CodeArgument* source = code::argument(code, declaration, "source");
    if (source == nullptr || !source->is_text) continue;
    const code::ModuleSource from = code::module_source(source->text);
    if (from.kind == code::ModuleSource::Kind::kGit && !from.revision.empty() && !is_commit(from.revision) && !from.shallow)
      ctx.report(code, &declaration, source->value_range, "the repository is cloned with its history: add &depth=1 to the source")
          .attribute("source");
  }
}

constexpr std::string_view kKinds[] = {"terraform/code"};
constexpr std::string_view kTags[] = {"language", "modules", "pedantic"};
constexpr std::string_view kEquivalents[] = {"tflint:terraform_module_shallow_clone"};

}  // namespace

extern constinit const NativeRule terraform_module_deep_clone{
    .meta = {.id = "terraform-module-deep-clone",
             .summary = "Pinned git module is cloned with its whole history",
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
