// SPDX-License-Identifier: Apache-2.0
#include <unordered_map>

#include "rules/terraform/lib_schema.h"

namespace platlint {
namespace {

using aws::Majors;

void check_reference(const TerraformCode& code, const CodeReference& reference, const CodeDeclaration& target,
                     const schema::Versions& versions, RuleContext& ctx) {
  const auto known = aws::schema_of(schema::kind_of(target), target.type);
  const Majors majors = known ? static_cast<Majors>(known->majors & versions.majors) : Majors{0};
  if (majors == 0) return;
  Majors having = 0;
  std::string_view meant;
  for (const aws::SchemaArgument& one : aws::arguments_of(*known)) {
    if (one.name == reference.member) having = static_cast<Majors>(having | one.majors);
    else if (meant.empty() && (one.majors & majors) != 0 && aws::is_slip(reference.member, one.name)) meant = one.name;
  }
  if ((having & majors) != 0 || !schema::certain(having, majors, !meant.empty(), versions)) return;
  std::string message = std::string(target.type) + " has no attribute \"" + std::string(reference.member) + "\"";
  if (having != 0) message += schema::elsewhere(having, versions);
  else if (!meant.empty()) message += "; did you mean \"" + std::string(meant) + "\"?";
  ctx.report(code, &code.declarations[reference.declaration], reference.member_range, message)
      .attribute(std::string(reference.address) + "." + std::string(reference.member))
      .note(target.header, "declared here");
}

void check(const Resource& resource, RuleContext& ctx) {
  const TerraformCode& code = *resource.code;
  if (code.broken) return;
  std::unordered_map<std::string_view, const CodeDeclaration*> targets;
  for (const CodeDeclaration* declaration : schema::aws_declarations(code)) targets.emplace(declaration->address, declaration);
  if (targets.empty()) return;
  const schema::Versions versions = schema::provider_versions(code);
  for (const CodeReference& reference : code.references) {
    const bool kind = reference.kind == CodeReference::Kind::kResource || reference.kind == CodeReference::Kind::kData;
    if (!kind || reference.member.empty() || !reference.member_range.valid()) continue;
    const auto target = targets.find(reference.address);
    if (target != targets.end()) check_reference(code, reference, *target->second, versions, ctx);
  }
}

constexpr std::string_view kKinds[] = {"terraform/code"};
constexpr std::string_view kTags[] = {"language", "aws", "correctness"};

}  // namespace

extern constinit const NativeRule terraform_unknown_attribute{
    .meta =
        {
            .id = "terraform-unknown-attribute",
            .summary = "Expression names an attribute that the resource does not have",
            .severity = Severity::kHigh,
            .confidence = Confidence::kHigh,
            .since = "0.1.0",
            .kinds = kKinds,
            .tags = kTags,
        },
    .check = check,
};

}  // namespace platlint
