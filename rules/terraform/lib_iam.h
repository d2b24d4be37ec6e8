// SPDX-License-Identifier: Apache-2.0
//
// What policies of identities let their holder do: those of users, groups, roles and permission sets, and documents that nothing here uses
// for something else. A statement counts where it allows, holds for everything ("*") and has no condition; every
// action at once is what aws-iam-wildcard-policy is about. Facts: AWS' Service Authorization Reference,
// https://docs.aws.amazon.com/service-authorization/latest/reference/, read in November 2026.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "analyzer/rule/rule.h"

namespace platlint::iam {

inline constexpr std::string_view kStar[] = {"*"};

inline constexpr std::string_view kKinds[] = {"terraform/aws_iam_policy",
                                              "terraform/aws_iam_role_policy",
                                              "terraform/aws_iam_user_policy",
                                              "terraform/aws_iam_group_policy",
                                              "terraform/aws_iam_role",
                                              "terraform/aws_ssoadmin_permission_set_inline_policy",
                                              "terraform/data.aws_iam_policy_document"};

// With these, somebody takes the rights of another user, role, policy or function.
inline constexpr std::string_view kEscalating[] = {"iam:CreatePolicyVersion",    "iam:SetDefaultPolicyVersion", "iam:CreateAccessKey",
                                                   "iam:CreateLoginProfile",     "iam:UpdateLoginProfile",      "iam:AttachUserPolicy",
                                                   "iam:AttachGroupPolicy",      "iam:AttachRolePolicy",        "iam:PutUserPolicy",
                                                   "iam:PutGroupPolicy",         "iam:PutRolePolicy",           "iam:AddUserToGroup",
                                                   "iam:UpdateAssumeRolePolicy", "lambda:UpdateFunctionCode",   "glue:UpdateDevEndpoint"};

// With these, somebody opens what he does not own to others: a bucket, a key, an image, a queue.
inline constexpr std::string_view kExposing[] = {"s3:PutBucketPolicy",
                                                 "s3:PutBucketAcl",
                                                 "s3:PutObjectAcl",
                                                 "s3:PutBucketPublicAccessBlock",
                                                 "s3:PutAccountPublicAccessBlock",
                                                 "s3:DeleteBucketPolicy",
                                                 "kms:PutKeyPolicy",
                                                 "kms:CreateGrant",
                                                 "lambda:AddPermission",
                                                 "lambda:AddLayerVersionPermission",
                                                 "sqs:AddPermission",
                                                 "sqs:SetQueueAttributes",
                                                 "sns:AddPermission",
                                                 "sns:SetTopicAttributes",
                                                 "ecr:SetRepositoryPolicy",
                                                 "secretsmanager:PutResourcePolicy",
                                                 "ssm:ModifyDocumentPermission",
                                                 "ec2:ModifyImageAttribute",
                                                 "ec2:ModifySnapshotAttribute",
                                                 "rds:ModifyDBSnapshotAttribute",
                                                 "rds:ModifyDBClusterSnapshotAttribute",
                                                 "dynamodb:PutResourcePolicy",
                                                 "elasticfilesystem:PutFileSystemPolicy",
                                                 "events:PutPermission",
                                                 "glue:PutResourcePolicy",
                                                 "ram:CreateResourceShare",
                                                 "organizations:AttachPolicy"};

inline constexpr std::string_view kReadingData[] = {"s3:GetObject", "ssm:GetParameter", "ssm:GetParameters", "ssm:GetParametersByPath",
                                                    "secretsmanager:GetSecretValue"};

// What they give is a key or a password.
inline constexpr std::string_view kCredentials[] = {"iam:CreateAccessKey",
                                                    "iam:CreateLoginProfile",
                                                    "iam:CreateServiceSpecificCredential",
                                                    "iam:ResetServiceSpecificCredential",
                                                    "iam:UpdateAccessKey",
                                                    "ec2:GetPasswordData",
                                                    "redshift:GetClusterCredentials",
                                                    "rds-db:connect",
                                                    "lightsail:GetInstanceAccessDetails",
                                                    "lightsail:GetRelationalDatabaseMasterUserPassword",
                                                    "lightsail:DownloadDefaultKeyPair",
                                                    "codepipeline:PollForJobs",
                                                    "cognito-identity:GetOpenIdTokenForDeveloperIdentity",
                                                    "connect:GetFederationToken",
                                                    "gamelift:RequestUploadCredentials",
                                                    "mediapackage:RotateIngestEndpointCredentials",
                                                    "snowball:GetJobUnlockCode",
                                                    "storagegateway:DescribeChapCredentials"};

// Change data or stop something, and can be limited to single resources.
inline constexpr std::string_view kWrites[] = {"s3:PutObject",
                                               "s3:DeleteObject",
                                               "s3:DeleteBucket",
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

// The statements of a policy; none where another resource tells of them. `document` is unknown where they are, `written` where to point.
struct Policy {
  Value document = {};
  Value written = {};
};
Policy policy_of(const Resource& resource, const RuleContext& context);

// A document that a policy or another document here uses: what is wrong with it is told there.
bool is_told_elsewhere(const Resource& document, const RuleContext& context);

// Does the statement allow its actions on all that `stars` stand for, on no condition?
Tri on_everything(const Value& statement, std::span<const std::string_view> stars = kStar);

// Is it every action?
Tri is_every_action(const Value& actions);

// Does the pattern of a policy ('*' and '?', any case) cover the text?
bool covers(std::string_view pattern, std::string_view text);

// Is one of these allowed by name or by a pattern that is not simply everything?
Tri allows_one(const Value& actions, std::span<const std::string_view> wanted);
std::string first_allowed(const Value& actions, std::span<const std::string_view> wanted);

// An action that the pattern covers and that can be limited to single resources; empty where none is known.
std::string first_restrictable(std::string_view pattern);

// Reports kTrue at the statement's actions and kUnknown at what is not known of it.
void report(RuleContext& ctx, Tri wrong, const Value& statement, const Value& written, std::string message);

// Reports statements that allow one of these on everything, with the message; what cannot be known as unknown.
void check(const Resource& resource, RuleContext& ctx, std::span<const std::string_view> wanted, std::string_view message,
           std::span<const std::string_view> stars = kStar);
// The same where the star is plain to see: a resource that is not known is seldom everything, and is left open. The message of an action
// that is allowed follows its name.
void check_plain_star(const Resource& resource, RuleContext& ctx, std::span<const std::string_view> wanted, std::string_view allowed,
                      std::string_view unknown);

}  // namespace platlint::iam
