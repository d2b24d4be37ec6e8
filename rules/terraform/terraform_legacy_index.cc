// SPDX-License-Identifier: Apache-2.0
#include "rules/terraform/lib_code.h"

namespace platlint {
namespace {

void check(const Resource& resource, RuleContext& ctx) {
  const TerraformCode& code = *resource.code;
  for (const CodeHabit& habit : code.habits) {
    const bool splat = habit.kind == CodeHabit::Kind::kLegacySplat;
    if (!splat && habit.kind != CodeHabit::Kind::kLegacyIndex) continue;
    FindingBuilder finding =
        ctx.report(code, &code.declarations[habit.declaration], habit.range,
                   splat ? "write [*] instead of .*" : "write [" + std::string(habit.text) + "] instead of ." + std::string(habit.text));
    const std::string_view written = code::text_at(ctx, habit.inner);
    if (splat && habit.simple && written == ".*") finding.fix({"write [*]", Applicability::kSafe, {{habit.inner, "[*]"}}});
    if (!splat && written == "." + std::string(habit.text))
      finding.fix({"write brackets", Applicability::kSafe, {{habit.inner, "[" + std::string(habit.text) + "]"}}});
  }
}

constexpr std::string_view kKinds[] = {"terraform/code"};
constexpr std::string_view kTags[] = {"language", "style"};
constexpr std::string_view kEquivalents[] = {"tflint:terraform_deprecated_index"};

}  // namespace

extern constinit const NativeRule terraform_legacy_index{
    .meta =
        {
            .id = "terraform-legacy-index",
            .summary = "Element is taken with a dot instead of brackets",
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
