// SPDX-License-Identifier: Apache-2.0
#include "rules/terraform/lib_iam.h"

#include <algorithm>
#include <initializer_list>

namespace platlint {
namespace {

constexpr std::string_view kPassRole[] = {"iam:PassRole"};

// Graver rules speak of these.
bool is_told_elsewhere(const Value& actions) {
  const std::initializer_list<std::span<const std::string_view>> graver = {iam::kEscalating,  iam::kExposing, iam::kReadingData,
                                                                           iam::kCredentials, iam::kWrites,   kPassRole};
  return std::any_of(graver.begin(), graver.end(), [&](const auto& wanted) { return iam::allows_one(actions, wanted) == Tri::kTrue; });
}

void check(const Resource& resource, RuleContext& ctx) {
  const iam::Policy policy = iam::policy_of(resource, ctx);
  for (const Value& statement : policy.document["Statement"].items()) {
    const Value actions = statement["Action"];
    if (iam::on_everything(statement) != Tri::kTrue || iam::is_every_action(actions) == Tri::kTrue || is_told_elsewhere(actions)) continue;
    std::string action;
    bool known = !actions.is_unknown() && !actions.is_open();
    for (const Value& pattern : actions.each()) {
      if (pattern.is_string() && action.empty()) action = iam::first_restrictable(pattern.as_string());
      known = known && pattern.is_string();
    }
    if (!action.empty()) iam::report(ctx, Tri::kTrue, statement, policy.written, action + " can be limited to single resources");
    else if (!known)
      iam::report(ctx, Tri::kUnknown, statement, policy.written, "whether its actions can be limited to single resources is unknown");
  }
}

constexpr std::string_view kTags[] = {"iam"};
constexpr std::string_view kEquivalents[] = {"checkov:CKV_AWS_355", "checkov:CKV_AWS_356"};

}  // namespace

extern constinit const NativeRule aws_iam_star_resource{
    .meta = {.id = "aws-iam-star-resource",
             .summary = "IAM policy names no resources where it could",
             .severity = Severity::kInfo,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = iam::kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
