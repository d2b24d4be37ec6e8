// SPDX-License-Identifier: Apache-2.0
#include "rules/terraform/lib_code.h"

namespace platlint {
namespace {

void check(const Resource& resource, RuleContext& ctx) {
  const TerraformCode& code = *resource.code;
  for (const CodeHabit& habit : code.habits) {
    if (habit.kind != CodeHabit::Kind::kInterpolationOnly) continue;
    std::string plain(code::text_at(ctx, habit.inner));
    // Outside the string a line break ends the expression, and an operator may take the wrong operands.
    const bool parentheses = habit.in_key || !habit.simple || plain.find('\n') != std::string::npos;
    if (parentheses) plain = "(" + plain + ")";
    ctx.report(code, &code.declarations[habit.declaration], habit.range, "the string is one expression: write it without quotes and ${ }")
        .fix({"write the expression itself", Applicability::kSafe, {{habit.range, plain}}});
  }
}

constexpr std::string_view kKinds[] = {"terraform/code"};
constexpr std::string_view kTags[] = {"language", "style"};
constexpr std::string_view kEquivalents[] = {"tflint:terraform_deprecated_interpolation"};

}  // namespace

extern constinit const NativeRule terraform_interpolation_only{
    .meta =
        {
            .id = "terraform-interpolation-only",
            .summary = "String holds nothing but one interpolation",
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
