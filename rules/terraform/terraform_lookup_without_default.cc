// SPDX-License-Identifier: Apache-2.0
#include "rules/terraform/lib_code.h"

namespace platlint {
namespace {

void check(const Resource& resource, RuleContext& ctx) {
  const TerraformCode& code = *resource.code;
  for (const CodeHabit& habit : code.habits) {
    if (habit.kind != CodeHabit::Kind::kLookupWithoutDefault) continue;
    FindingBuilder finding =
        ctx.report(code, &code.declarations[habit.declaration], habit.range, "lookup() without a default is an index: write map[key]");
    if (habit.simple)
      finding.fix(
          {"write an index",
           Applicability::kSafe,
           {{habit.range, std::string(code::text_at(ctx, habit.inner)) + "[" + std::string(code::text_at(ctx, habit.other)) + "]"}}});
  }
}

constexpr std::string_view kKinds[] = {"terraform/code"};
constexpr std::string_view kTags[] = {"language", "style"};
constexpr std::string_view kEquivalents[] = {"tflint:terraform_deprecated_lookup"};

}  // namespace

extern constinit const NativeRule terraform_lookup_without_default{
    .meta =
        {
            .id = "terraform-lookup-without-default",
            .summary = "lookup() is called without a default",
            .severity = Severity::kInfo,
            .confidence = Confidence::kHigh,
            .since = "0.1.0",
            .kinds = kKinds,
            .tags = kTags,
            .equivalents = kEquivalents,
            .fixable = true,
        },
    .check = check,
};

}  // namespace platlint
