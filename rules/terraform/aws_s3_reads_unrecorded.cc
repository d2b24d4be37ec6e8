// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/rule.h"
#include "rules/terraform/lib_trail_events.h"

namespace platlint {
namespace {

void check(const Resource& bucket, RuleContext& ctx) {
  trail_events::check(bucket, ctx, trail_events::Access::kRead, "no trail here records who reads its objects");
}

constexpr std::string_view kKinds[] = {"terraform/aws_s3_bucket"};
constexpr std::string_view kTags[] = {"storage", "logging", "audit"};
constexpr std::string_view kControls[] = {"CIS-AWS-3.0:3.9"};
constexpr std::string_view kEquivalents[] = {"trivy:AWS-0172"};

}  // namespace

extern constinit const NativeRule aws_s3_reads_unrecorded{
    .meta = {.id = "aws-s3-reads-unrecorded",
             .summary = "No trail records who reads objects of an S3 bucket",
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
