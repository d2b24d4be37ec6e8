// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/rule.h"
#include "rules/terraform/lib_policy.h"
#include "rules/terraform/lib_resource_policy.h"
#include "rules/terraform/lib_s3_module.h"

namespace platlint {
namespace {

void check(const Resource& resource, RuleContext& ctx) {
  if (resource.kind == s3_module::kKind && !s3_module::inputs(resource)) return;
  for (const auto& [policy, statement, attached] : resource_policy::statements_of(resource)) {
    const Value actions = statement["Action"];
    const Tri all = tri_or(policy_facts::has_star_item(actions, "*"), policy_facts::has_star_item(actions, "s3:*"));
    const Tri wrong = tri_and(policy_facts::allows(statement), all);
    if (wrong == Tri::kFalse) continue;
    const Value& at = actions.where().valid() ? actions : policy;
    if (wrong == Tri::kUnknown) {
      ctx.unknown(at, "whether this statement allows every action is unknown");
      continue;
    }
    const bool anybody = policy_facts::is_anybody(statement) == Tri::kTrue;
    FindingBuilder finding = ctx.report(at, anybody ? "whoever is let in may also delete everything and change this policy"
                                                    : "who is named may also delete everything and change this policy");
    if (!anybody || !attached) finding.severity(Severity::kLow);
  }
}

constexpr std::string_view kKinds[] = {"terraform/aws_s3_bucket", "terraform/aws_s3_bucket_policy", s3_module::kKind};
constexpr std::string_view kTags[] = {"iam", "storage"};
constexpr std::string_view kEquivalents[] = {"kics:a4966c4f-9141-48b8-a564-ffe9959945bc"};

}  // namespace

extern constinit const NativeRule aws_s3_policy_all_actions{
    .meta = {.id = "aws-s3-policy-all-actions",
             .summary = "Bucket policy allows every action",
             .severity = Severity::kMedium,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
