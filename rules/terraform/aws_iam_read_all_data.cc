// SPDX-License-Identifier: Apache-2.0
#include "rules/terraform/lib_iam.h"

namespace platlint {
namespace {

void check(const Resource& resource, RuleContext& ctx) {
  iam::check(resource, ctx, iam::kReadingData, "every object, parameter or secret of the account can be read");
}

constexpr std::string_view kTags[] = {"iam"};
constexpr std::string_view kEquivalents[] = {"checkov:CKV_AWS_288", "checkov:CKV_AWS_355", "checkov:CKV_AWS_108", "checkov:CKV_AWS_356",
                                             "trivy:AWS-0346"};

}  // namespace

extern constinit const NativeRule aws_iam_read_all_data{
    .meta = {.id = "aws-iam-read-all-data",
             .summary = "IAM policy may read all data or secrets of the account",
             .severity = Severity::kMedium,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = iam::kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
