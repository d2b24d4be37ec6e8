// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/rule.h"
#include "rules/terraform/lib_policy.h"
#include "rules/terraform/lib_resource_policy.h"

namespace platlint {
namespace {

bool is_every_action(const Value& action) {
  return action.is_string() && (action.as_string() == "*" || action.as_string().ends_with(":*"));
}

// Statements for everyone are what aws-resource-policy-public and aws-api-policy-open speak of.
void check(const Resource& resource, RuleContext& ctx) {
  for (const auto& [policy, statement, attached] : resource_policy::statements_of(resource)) {
    if (!statement.is_wholly_known()) ctx.leave_open();
    if (policy_facts::allows(statement) != Tri::kTrue || !statement["Condition"].is_absent() || !statement["NotAction"].is_absent())
      continue;
    if (policy_facts::is_public(statement) == Tri::kTrue) continue;
    for (const Value& action : statement["Action"].each())
      if (is_every_action(action)) {
        ctx.report(action.where().valid() ? action : policy, "whoever is let in may also change and delete what this policy protects");
        break;
      }
  }
}

constexpr std::string_view kKinds[] = {"terraform/aws_elasticsearch_domain",
                                       "terraform/aws_elasticsearch_domain_policy",
                                       "terraform/aws_opensearch_domain",
                                       "terraform/aws_opensearch_domain_policy",
                                       "terraform/aws_cloudwatch_log_destination_policy",
                                       "terraform/aws_api_gateway_rest_api_policy",
                                       "terraform/aws_ecr_repository_policy",
                                       "terraform/aws_secretsmanager_secret_policy",
                                       "terraform/aws_sns_topic_policy",
                                       "terraform/aws_backup_vault_policy",
                                       "terraform/aws_cloudwatch_event_bus_policy"};
constexpr std::string_view kTags[] = {"iam"};
constexpr std::string_view kEquivalents[] = {
    "kics:16c4216a-50d3-4785-bfb2-4adb5144a8ba",
    "kics:db0ec4c4-852c-46a2-b4f3-7ec13cdb12a8",
    "kics:b161c11b-a59b-4431-9a29-4e19f63e6b27",
};

}  // namespace

extern constinit const NativeRule aws_resource_policy_all_actions{
    .meta = {.id = "aws-resource-policy-all-actions",
             .summary = "Policy of a resource allows every action",
             .severity = Severity::kInfo,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
