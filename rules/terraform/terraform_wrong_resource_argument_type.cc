// SPDX-License-Identifier: Apache-2.0
#include "rules/terraform/lib_schema.h"

namespace platlint {
namespace {

void check(const Resource& resource, RuleContext& ctx) { schema::check(*resource.code, schema::Question::kType, ctx); }

constexpr std::string_view kKinds[] = {"terraform/code"};
constexpr std::string_view kTags[] = {"language", "aws", "correctness"};

}  // namespace

extern constinit const NativeRule terraform_wrong_resource_argument_type{
    .meta =
        {
            .id = "terraform-wrong-resource-argument-type",
            .summary = "Value cannot be what the argument of the resource must be",
            .severity = Severity::kHigh,
            .confidence = Confidence::kHigh,
            .since = "0.1.0",
            .kinds = kKinds,
            .tags = kTags,
        },
    .check = check,
};

}  // namespace platlint
