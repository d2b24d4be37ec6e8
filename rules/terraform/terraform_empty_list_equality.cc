// SPDX-License-Identifier: Apache-2.0
#include "rules/terraform/lib_code.h"

namespace platlint {
namespace {

void check(const Resource& resource, RuleContext& ctx) {
  const TerraformCode& code = *resource.code;
  for (const CodeHabit& habit : code.habits) {
    if (habit.kind != CodeHabit::Kind::kEmptyListComparison) continue;
    const std::string replacement = "length(" + std::string(code::text_at(ctx, habit.inner)) + ")" + (habit.negated ? " > 0" : " == 0");
    ctx.report(code, &code.declarations[habit.declaration], habit.range,
               "[] is a tuple and equals no list; ask for the length: " + replacement)
        .fix({"compare the length", Applicability::kUnsafe, {{habit.range, replacement}}});
  }
}

constexpr std::string_view kKinds[] = {"terraform/code"};
constexpr std::string_view kTags[] = {"language", "correctness"};
constexpr std::string_view kEquivalents[] = {"tflint:terraform_empty_list_equality"};

}  // namespace

extern constinit const NativeRule terraform_empty_list_equality{
    .meta =
        {
            .id = "terraform-empty-list-equality",
            .summary = "Comparison with [] never says that a list is empty",
            .severity = Severity::kMedium,
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
