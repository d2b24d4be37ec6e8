// SPDX-License-Identifier: Apache-2.0
#include "rules/terraform/lib_iam.h"

namespace platlint {
namespace {

void check(const Resource& resource, RuleContext& ctx) {
  iam::check(resource, ctx, iam::kCredentials, "keys and passwords of any user or database can be taken");
}

constexpr std::string_view kTags[] = {"iam"};
constexpr std::string_view kEquivalents[] = {"checkov:CKV_AWS_287", "checkov:CKV_AWS_355", "checkov:CKV_AWS_107", "checkov:CKV_AWS_356"};

}  // namespace

extern constinit const NativeRule aws_iam_hands_out_credentials{
    .meta = {.id = "aws-iam-hands-out-credentials",
             .summary = "IAM policy lets its holder take credentials of others",
             .severity = Severity::kMedium,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = iam::kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
