// SPDX-License-Identifier: Apache-2.0
//
// Policies that stand on what they protect (a bucket, a queue, a topic, a domain), also where a call of a registry's module that is not
// part of the repository gives them.
#pragma once

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include "analyzer/rule/rule.h"

namespace platlint::resource_policy {

// What may hold such a policy, buckets aside.
inline constexpr std::string_view kKindsWithoutBuckets[] = {
    "terraform/aws_sqs_queue",
    "terraform/aws_sqs_queue_policy",
    "terraform/aws_sns_topic",
    "terraform/aws_sns_topic_policy",
    "terraform/aws_kms_key",
    "terraform/aws_kms_key_policy",
    "terraform/aws_ecr_repository_policy",
    "terraform/aws_ecrpublic_repository_policy",
    "terraform/aws_secretsmanager_secret",
    "terraform/aws_secretsmanager_secret_policy",
    "terraform/aws_backup_vault_policy",
    "terraform/aws_efs_file_system_policy",
    "terraform/aws_cloudwatch_event_bus_policy",
    "terraform/aws_cloudwatch_log_destination_policy",
    "terraform/aws_glacier_vault",
    "terraform/aws_glacier_vault_lock",
    "terraform/aws_glue_resource_policy",
    "terraform/aws_elasticsearch_domain",
    "terraform/aws_elasticsearch_domain_policy",
    "terraform/aws_opensearch_domain",
    "terraform/aws_opensearch_domain_policy",
    "terraform/aws_ses_identity_policy",
};
// With buckets, and calls of modules that make one of these.
inline constexpr auto kKinds = [] {
  std::array<std::string_view, std::size(kKindsWithoutBuckets) + 3> all = {"terraform/aws_s3_bucket", "terraform/aws_s3_bucket_policy",
                                                                           "terraform/module"};
  std::copy(std::begin(kKindsWithoutBuckets), std::end(kKindsWithoutBuckets), all.begin() + 3);
  return all;
}();

struct Policy {
  Value written = {};    // the attribute
  Value document = {};   // what it says; may be unknown
  bool attached = true;  // false: the module leaves it aside, as attach_policy is not set
};

// None for calls of other modules, and where attach_policy is off in so many words.
std::vector<Policy> policies_of(const Resource& resource);

// Every statement of every policy that is known. That a policy cannot be known as a whole is told once for all rules, by those about
// letting everyone in (aws-s3-public-policy, aws-resource-policy-public).
struct Statement {
  Value policy = {};     // the attribute
  Value statement = {};  // stands where its text does
  bool attached = true;
};
std::vector<Statement> statements_of(const Resource& resource);

// What keeps strangers out of a statement that allows everyone.
enum class Guard {
  kNone,     // nothing (lib_policy.h: is_public), or it is no such statement
  kAddress,  // where they come from, or a header, which anybody can send
  kSource,   // the resource that a service acts for (aws:SourceArn)
  kOther     // who they are, or their network
};
struct Guarded {
  Guard guard = Guard::kNone;
  Tri applies = Tri::kFalse;  // kUnknown: the principal or the effect cannot be known
};
Guarded guard_of(const Value& statement);

}  // namespace platlint::resource_policy
