// SPDX-License-Identifier: Apache-2.0
#include "rules/terraform/lib_iam.h"

namespace platlint {
namespace {

void check(const Resource& resource, RuleContext& ctx) {
  iam::check_plain_star(resource, ctx, iam::kWrites, " is allowed on every resource of the account",
                        "whether the statement allows writing to everything is unknown");
}

constexpr std::string_view kTags[] = {"iam"};
constexpr std::string_view kEquivalents[] = {"checkov:CKV_AWS_290", "checkov:CKV_AWS_111", "checkov:CKV_AWS_355", "trivy:AWS-0057",
                                             "checkov:CKV_AWS_356"};

}  // namespace

extern constinit const NativeRule aws_iam_write_everything{
    .meta = {.id = "aws-iam-write-everything",
             .summary = "IAM policy may change or delete every resource of a service",
             .severity = Severity::kLow,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = iam::kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
