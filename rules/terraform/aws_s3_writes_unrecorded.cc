// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/rule.h"
#include "rules/terraform/lib_trail_events.h"

namespace platlint {
namespace {

void check(const Resource& bucket, RuleContext& ctx) {
  trail_events::check(bucket, ctx, trail_events::Access::kWrite, "no trail here records who writes or deletes its objects");
}

constexpr std::string_view kKinds[] = {"terraform/aws_s3_bucket"};
constexpr std::string_view kTags[] = {"storage", "logging", "audit"};
constexpr std::string_view kControls[] = {"CIS-AWS-3.0:3.8"};
constexpr std::string_view kEquivalents[] = {"trivy:AWS-0171"};

}  // namespace

extern constinit const NativeRule aws_s3_writes_unrecorded{
    .meta = {.id = "aws-s3-writes-unrecorded",
             .summary = "No trail records who writes or deletes objects of an S3 bucket",
             .severity = Severity::kInfo,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .controls = kControls,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
