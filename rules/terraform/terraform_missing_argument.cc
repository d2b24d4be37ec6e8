// SPDX-License-Identifier: Apache-2.0
#include "rules/terraform/lib_schema.h"

namespace platlint {
namespace {

void check(const Resource& resource, RuleContext& ctx) { schema::check(*resource.code, schema::Question::kMissing, ctx); }

constexpr std::string_view kKinds[] = {"terraform/code"};
constexpr std::string_view kTags[] = {"language", "aws", "correctness"};

}  // namespace

extern constinit const NativeRule terraform_missing_argument{
    .meta =
        {
            .id = "terraform-missing-argument",
            .summary = "Resource lacks an argument that the AWS provider requires",
            .severity = Severity::kHigh,
            .confidence = Confidence::kHigh,
            .since = "0.1.0",
            .kinds = kKinds,
            .tags = kTags,
        },
    .check = check,
};

}  // namespace platlint
