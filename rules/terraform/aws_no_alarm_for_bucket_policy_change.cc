// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/rule.h"
#include "rules/terraform/lib_trail_alarm.h"

namespace platlint {
namespace {

constexpr std::string_view kWords[] = {"s3.amazonaws.com",      "PutBucketAcl",           "PutBucketPolicy",    "PutBucketCors",
                                       "PutBucketLifecycle",    "PutBucketReplication",   "DeleteBucketPolicy", "DeleteBucketCors",
                                       "DeleteBucketLifecycle", "DeleteBucketReplication"};

void check(const Resource& resource, RuleContext& ctx) { trail_alarm::check(resource, ctx, kWords, "the policy of a bucket changes"); }

constexpr std::string_view kTags[] = {"logging", "cis"};
constexpr std::string_view kControls[] = {"CIS-AWS-3.0:4.8"};
constexpr std::string_view kEquivalents[] = {"trivy:AWS-0154", "kics:27c6a499-895a-4dc7-9617-5c485218db13"};

}  // namespace

extern constinit const NativeRule aws_no_alarm_for_bucket_policy_change{
    .meta = {.id = "aws-no-alarm-for-bucket-policy-change",
             .summary = "No alarm goes off when the policy of a bucket changes",
             .severity = Severity::kInfo,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = trail_alarm::kKinds,
             .tags = kTags,
             .controls = kControls,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
