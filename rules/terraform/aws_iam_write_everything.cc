// SPDX-License-Identifier: Apache-2.0
#include <string>

#include "analyzer/rule/rule.h"
#include "rules/terraform/lib_policy.h"

namespace platlint {
namespace {

// Actions that change data or stop something, and that can be limited to single resources (AWS' service authorization reference).
constexpr std::string_view kWrites[] = {"s3:PutObject",
                                        "s3:DeleteObject",
                                        "s3:DeleteBucket",
                                        "s3:PutBucketPolicy",
                                        "dynamodb:PutItem",
                                        "dynamodb:DeleteItem",
                                        "dynamodb:UpdateItem",
                                        "dynamodb:DeleteTable",
                                        "dynamodb:CreateTable",
                                        "lambda:CreateFunction",
                                        "lambda:DeleteFunction",
                                        "lambda:InvokeFunction",
                                        "lambda:UpdateFunctionConfiguration",
                                        "sqs:SendMessage",
                                        "sqs:DeleteMessage",
                                        "sqs:PurgeQueue",
                                        "sqs:DeleteQueue",
                                        "sns:Publish",
                                        "sns:DeleteTopic",
                                        "secretsmanager:PutSecretValue",
                                        "secretsmanager:DeleteSecret",
                                        "ssm:PutParameter",
                                        "ssm:DeleteParameter",
                                        "ssm:SendCommand",
                                        "ecr:PutImage",
                                        "ecr:DeleteRepository",
                                        "rds:DeleteDBInstance",
                                        "rds:ModifyDBInstance",
                                        "kms:ScheduleKeyDeletion",
                                        "kms:PutKeyPolicy",
                                        "ec2:TerminateInstances",
                                        "ec2:StopInstances",
                                        "ec2:DeleteVolume",
                                        "ec2:DeleteSnapshot",
                                        "ec2:DeleteSecurityGroup",
                                        "logs:DeleteLogGroup",
                                        "cloudformation:DeleteStack",
                                        "ecs:UpdateService",
                                        "ecs:DeleteService",
                                        "eks:DeleteCluster",
                                        "states:StartExecution",
                                        "kinesis:PutRecord",
                                        "firehose:PutRecord",
                                        "elasticfilesystem:DeleteFileSystem",
                                        "cloudtrail:StopLogging",
                                        "cloudtrail:DeleteTrail",
                                        "codebuild:StartBuild",
                                        "route53:ChangeResourceRecordSets"};

bool matches(std::string_view pattern, std::string_view text) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  std::size_t p = 0;
  std::size_t star = std::string_view::npos;
  std::size_t resume = 0;
  for (std::size_t t = 0; t < text.size();) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      resume = t;
    } else if (p < pattern.size() && (pattern[p] == '?' || lower(pattern[p]) == lower(text[t]))) {
      ++p;
      ++t;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      t = ++resume;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

// All actions are what aws-iam-wildcard-policy is about.
Tri writes(const Value& actions) {
  if (actions.has_item("*") == Tri::kTrue || actions.has_item("*:*") == Tri::kTrue) return Tri::kFalse;
  Tri result = actions.is_unknown() || actions.is_open() ? Tri::kUnknown : Tri::kFalse;
  for (const Value& action : actions.each()) {
    if (action.is_unknown()) result = tri_or(result, Tri::kUnknown);
    if (!action.is_string()) continue;
    for (const std::string_view write : kWrites) result = tri_or(result, tri(matches(action.as_string(), write)));
  }
  return result;
}

// The first action of the list that the statement allows, for the message.
std::string first_write(const Value& actions) {
  for (const std::string_view write : kWrites)
    for (const Value& action : actions.each())
      if (action.is_string() && matches(action.as_string(), write)) return std::string(write);
  return {};
}

// Asked only where the star is plain to see: a resource that is not known is seldom everything.
void check(const Resource& resource, RuleContext& ctx) {
  const std::string_view attribute = resource["inline_policy"].is_absent() ? "policy" : "inline_policy";
  const Value written = resource[attribute];
  for (const Value& statement : resource[std::string(attribute) + ".document"]["Statement"].items()) {
    if (policy_facts::has_star_item(statement["Resource"], "*") != Tri::kTrue || !statement["Condition"].is_absent()) continue;
    if (policy_facts::allows(statement) != Tri::kTrue) continue;
    const Value actions = statement["Action"];
    const Tri wrong = writes(actions);
    ctx.report_if(wrong, actions.where().valid() ? actions : written,
                  wrong == Tri::kTrue ? first_write(actions) + " is allowed on every resource of the account"
                                      : "whether the statement allows writing to everything is unknown");
  }
}

constexpr std::string_view kKinds[] = {"terraform/aws_iam_policy", "terraform/aws_iam_role_policy", "terraform/aws_iam_user_policy",
                                       "terraform/aws_iam_group_policy", "terraform/aws_ssoadmin_permission_set_inline_policy"};
constexpr std::string_view kTags[] = {"iam"};
constexpr std::string_view kEquivalents[] = {"checkov:CKV_AWS_290", "trivy:AWS-0057"};

}  // namespace

extern constinit const NativeRule aws_iam_write_everything{
    .meta = {.id = "aws-iam-write-everything",
             .summary = "IAM policy may change or delete every resource of a service",
             .severity = Severity::kLow,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
