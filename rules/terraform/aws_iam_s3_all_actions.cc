// SPDX-License-Identifier: Apache-2.0
#include "rules/terraform/lib_iam.h"
#include "rules/terraform/lib_policy.h"

namespace platlint {
namespace {

Tri is_all_of_s3(const Value& actions) {
  Tri result = actions.is_unknown() || actions.is_open() ? Tri::kUnknown : Tri::kFalse;
  for (const Value& action : actions.each()) {
    if (action.is_unknown()) result = tri_or(result, Tri::kUnknown);
    if (!action.is_string()) continue;
    const std::string_view text = action.as_string();
    result = tri_or(result, tri(text != "*" && text != "*:*" && iam::covers(text, "s3:*")));
  }
  return result;
}

void check(const Resource& resource, RuleContext& ctx) {
  const iam::Policy policy = iam::policy_of(resource, ctx);
  const Value statements = policy.document["Statement"];
  if (policy.document.is_unknown() || statements.is_unknown() || statements.is_open())
    ctx.unknown(policy.written, "whether the policy allows every action of S3 is unknown");
  for (const Value& statement : statements.items()) {
    const Tri wrong = tri_and(policy_facts::allows(statement), is_all_of_s3(statement["Action"]));
    iam::report(ctx, wrong, statement, policy.written,
                wrong == Tri::kTrue ? "every action of S3 is allowed, among them to delete a bucket and to change who may read it"
                                    : "whether the statement allows every action of S3 is unknown");
  }
}

constexpr std::string_view kTags[] = {"iam", "storage"};
constexpr std::string_view kEquivalents[] = {"trivy:AWS-0345"};

}  // namespace

extern constinit const NativeRule aws_iam_s3_all_actions{
    .meta = {.id = "aws-iam-s3-all-actions",
             .summary = "IAM policy allows every action of S3",
             .severity = Severity::kInfo,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = iam::kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
