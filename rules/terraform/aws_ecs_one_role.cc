// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "analyzer/rule/rule.h"

namespace platlint {
namespace {

// Of roles that are made here only the reference is known.
Tri is_same(const Value& a, const Value& b) {
  if (a.is_known() || b.is_known()) return same_value(a, b);
  if (a.refs().empty() || b.refs().empty()) return Tri::kUnknown;
  const auto is_of_b = [&](const Ref& one) {
    return std::any_of(b.refs().begin(), b.refs().end(), [&](const Ref& other) { return one.address == other.address; });
  };
  const bool shared = std::any_of(a.refs().begin(), a.refs().end(), is_of_b);
  if (!shared) return Tri::kFalse;
  return a.refs().size() == 1 && b.refs().size() == 1 && a.is_computed() && b.is_computed() ? Tri::kTrue : Tri::kUnknown;
}

void check(const Resource& task, RuleContext& ctx) {
  const Value own = task["task_role_arn"];
  const Value starts = task["execution_role_arn"];
  if (own.is_absent() || starts.is_absent()) return;
  const Tri same = is_same(own, starts);
  ctx.report_if(same, own,
                same == Tri::kTrue ? "the code in its containers may do what ECS may to start it: pull every image, read its secrets"
                                   : "whether the task has the role that starts it is unknown");
}

constexpr std::string_view kKinds[] = {"terraform/aws_ecs_task_definition"};
constexpr std::string_view kTags[] = {"container", "iam"};
constexpr std::string_view kEquivalents[] = {"checkov:CKV_AWS_249"};

}  // namespace

extern constinit const NativeRule aws_ecs_one_role{
    .meta = {.id = "aws-ecs-one-role",
             .summary = "ECS task has the role that starts it",
             .severity = Severity::kLow,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
