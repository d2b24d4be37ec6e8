// SPDX-License-Identifier: Apache-2.0
#include "rules/terraform/lib_iam.h"

namespace platlint {
namespace {

// Nothing is left out of "everything but nothing".
Tri is_all(const Value& statement) {
  const Value but = statement["NotAction"];
  const Tri none = but.is_list() && !but.is_open() ? tri(but.items().empty()) : Tri::kFalse;
  return tri_or(iam::is_every_action(statement["Action"]), none);
}

void check(const Resource& resource, RuleContext& ctx) {
  const iam::Policy policy = iam::policy_of(resource, ctx);
  const Value statements = policy.document["Statement"];
  if (policy.document.is_unknown() || statements.is_unknown() || statements.is_open())
    ctx.unknown(policy.written, "whether the policy allows every action is unknown");
  for (const Value& statement : statements.items()) {
    const Tri wrong = tri_and(iam::on_everything(statement), is_all(statement));
    iam::report(ctx, wrong, statement, policy.written,
                wrong == Tri::kTrue ? "a statement of this policy allows every action on every resource"
                                    : "whether a statement allows every action on every resource is unknown");
  }
}

constexpr std::string_view kTags[] = {"iam"};
constexpr std::string_view kControls[] = {"CIS-AWS-3.0:1.16"};
constexpr std::string_view kEquivalents[] = {"checkov:CKV_AWS_1",
                                             "checkov:CKV_AWS_355",
                                             "checkov:CKV_AWS_62",
                                             "checkov:CKV_AWS_63",
                                             "kics:2f37c4a3-58b9-4afe-8a87-d7f1d2286f84",
                                             "kics:575a2155-6af1-4026-b1af-d5bc8fe2a904",
                                             "kics:132a8c31-9837-4203-9fd1-15ca210c7b73",
                                             "checkov:CKV_AWS_49",
                                             "checkov:CKV_AWS_356"};

}  // namespace

extern constinit const NativeRule aws_iam_wildcard_policy{
    .meta = {.id = "aws-iam-wildcard-policy",
             .summary = "IAM policy allows every action on everything",
             .severity = Severity::kHigh,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = iam::kKinds,
             .tags = kTags,
             .controls = kControls,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
