// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/rule.h"
#include "rules/terraform/lib_policy.h"

namespace platlint {
namespace {

void check(const Resource& role, RuleContext& ctx) {
  const Value written = role["assume_role_policy"];
  const Value document = role["assume_role_policy.document"];
  if (document.is_unknown()) ctx.unknown(written, "who may take the role is unknown");
  for (const Value& statement : document["Statement"].items()) {
    const Value principal = statement["NotPrincipal"].is_absent() ? statement["Principal"] : statement["NotPrincipal"];
    const Tri any_service = tri_and(policy_facts::allows(statement), policy_facts::has_star_item(principal["Service"], "*"));
    const Tri open =
        tri_or(policy_facts::is_public(statement), tri_and(any_service, tri_not(policy_facts::narrows(statement["Condition"]))));
    const Value& at = principal.where().valid() ? principal : written;
    if (open == Tri::kTrue)
      ctx.report(at, any_service == Tri::kTrue ? "every AWS service can take this role" : "every AWS account can take this role");
    else if (open == Tri::kUnknown) ctx.unknown(at, "whether everyone can take this role is unknown");
  }
}

constexpr std::string_view kKinds[] = {"terraform/aws_iam_role"};
constexpr std::string_view kTags[] = {"iam", "public-access"};
constexpr std::string_view kEquivalents[] = {"checkov:CKV_AWS_60", "kics:bcdcbdc6-a350-4855-ae7c-d1e6436f7c97", "checkov:CKV_AWS_283"};

}  // namespace

extern constinit const NativeRule aws_iam_role_open_trust{
    .meta = {.id = "aws-iam-role-open-trust",
             .summary = "Role can be taken by everyone",
             .severity = Severity::kCritical,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
