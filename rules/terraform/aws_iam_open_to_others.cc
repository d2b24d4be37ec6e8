// SPDX-License-Identifier: Apache-2.0
#include "rules/terraform/lib_iam.h"

namespace platlint {
namespace {

void check(const Resource& resource, RuleContext& ctx) {
  iam::check_plain_star(resource, ctx, iam::kExposing,
                        " is allowed on every resource: its holder can share what it does not own, with anybody",
                        "whether the statement lets its holder share every resource is unknown");
}

constexpr std::string_view kTags[] = {"iam"};
constexpr std::string_view kEquivalents[] = {"checkov:CKV_AWS_109", "checkov:CKV_AWS_289", "checkov:CKV_AWS_355", "checkov:CKV_AWS_356"};

}  // namespace

extern constinit const NativeRule aws_iam_open_to_others{
    .meta = {.id = "aws-iam-open-to-others",
             .summary = "IAM policy lets its holder open every resource to others",
             .severity = Severity::kMedium,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = iam::kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
