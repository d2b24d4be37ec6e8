// SPDX-License-Identifier: Apache-2.0
#include "rules/terraform/lib_schema.h"

namespace platlint {
namespace {

using aws::SchemaKind;

void check_type(const TerraformCode& code, const CodeDeclaration& declaration, const schema::Versions& versions, RuleContext& ctx) {
  const SchemaKind kind = schema::kind_of(declaration);
  const std::string what = kind == SchemaKind::kResource ? "resource type " : "data source ";
  const auto known = aws::schema_of(kind, declaration.type);
  if (known) {
    if (versions.majors == 0 || (known->majors & versions.majors) != 0) return;
    ctx.report(code, &declaration, declaration.header,
               "no " + what + std::string(declaration.type) + schema::elsewhere(known->majors, versions))
        .note(versions.where, "the version is chosen here");
    return;
  }
  const std::string_view meant = aws::nearest_type(kind, declaration.type);
  const bool other =
      aws::schema_of(kind == SchemaKind::kResource ? SchemaKind::kData : SchemaKind::kResource, declaration.type).has_value();
  if ((versions.older || versions.newer || versions.majors == 0) && (meant.empty() || other)) return;
  std::string message = "the AWS provider has no " + what + std::string(declaration.type);
  if (!meant.empty()) message += "; did you mean " + std::string(meant) + "?";
  else if (other) message += kind == SchemaKind::kResource ? ", only a data source of that name" : ", only a resource type of that name";
  ctx.report(code, &declaration, declaration.header, message);
}

void check(const Resource& resource, RuleContext& ctx) {
  const TerraformCode& code = *resource.code;
  if (code.broken) return;
  const auto declarations = schema::aws_declarations(code);
  if (declarations.empty()) return;
  const schema::Versions versions = schema::provider_versions(code);
  for (const CodeDeclaration* declaration : declarations) check_type(code, *declaration, versions, ctx);
}

constexpr std::string_view kKinds[] = {"terraform/code"};
constexpr std::string_view kTags[] = {"language", "aws", "correctness"};

}  // namespace

extern constinit const NativeRule terraform_unknown_resource_type{
    .meta =
        {
            .id = "terraform-unknown-resource-type",
            .summary = "Resource or data source of a type that the AWS provider does not have",
            .severity = Severity::kHigh,
            .confidence = Confidence::kHigh,
            .since = "0.1.0",
            .kinds = kKinds,
            .tags = kTags,
        },
    .check = check,
};

}  // namespace platlint
