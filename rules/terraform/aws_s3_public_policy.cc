// SPDX-License-Identifier: Apache-2.0
#include <string>

#include "analyzer/rule/rule.h"
#include "rules/terraform/lib_policy.h"
#include "rules/terraform/lib_resource_policy.h"
#include "rules/terraform/lib_s3_module.h"

namespace platlint {
namespace {

void report(const Value& attribute, const Value& statement, bool attached, RuleContext& ctx) {
  const Value principal = statement["NotPrincipal"].is_absent() ? statement["Principal"] : statement["NotPrincipal"];
  std::string message = statement["Condition"].is_absent()
                            ? "a statement of this policy allows everyone (Principal \"*\") without a condition"
                            : "a statement of this policy allows everyone (Principal \"*\"), and its condition does not say who";
  if (!attached) message += " (the module leaves it aside as long as attach_policy is not set)";
  FindingBuilder finding = ctx.report(attribute, message);
  finding.note(principal.written(), "this principal");
  if (!attached) finding.severity(Severity::kLow);
}

void check(const Resource& resource, RuleContext& ctx) {
  if (resource.kind == s3_module::kKind && !s3_module::inputs(resource)) return;
  for (const auto& [attribute, document, attached] : resource_policy::policies_of(resource)) {
    const Value statements = document["Statement"];
    bool unknown = document.is_unknown() || statements.is_unknown() || statements.is_open();
    for (const Value& statement : statements.each()) {
      const Tri open = policy_facts::is_public(statement);
      unknown = unknown || open == Tri::kUnknown;
      if (open != Tri::kTrue) continue;
      report(attribute, statement, attached, ctx);
      unknown = false;
      break;
    }
    if (unknown) ctx.unknown(attribute, "whether the policy lets everyone in is unknown");
  }
}

constexpr std::string_view kKinds[] = {"terraform/aws_s3_bucket_policy", "terraform/aws_s3_bucket", s3_module::kKind};
constexpr std::string_view kTags[] = {"storage", "public-access", "iam"};
constexpr std::string_view kEquivalents[] = {
    "checkov:CKV_AWS_70",
    "kics:ffdf4b37-7703-4dfe-a682-9d2e99bc6c09",
    "kics:d24c0755-c028-44b1-b503-8e719c898832",
    "kics:7af43613-6bb9-4a0e-8c4d-1314b799425e",
    "kics:66c6f96f-2d9e-417e-a998-9058aeeecd44",
    "kics:1df37f4b-7197-45ce-83f8-9994d2fcf885",
    "checkov:CKV_AWS_283",
};

}  // namespace

extern constinit const NativeRule aws_s3_public_policy{
    .meta = {.id = "aws-s3-public-policy",
             .summary = "S3 bucket policy lets everyone in",
             .severity = Severity::kHigh,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
