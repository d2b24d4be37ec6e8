// SPDX-License-Identifier: Apache-2.0
#include "rules/terraform/lib_code.h"

namespace platlint {
namespace {

void check(const Resource& resource, RuleContext& ctx) {
  const TerraformCode& code = *resource.code;
  for (const CodeHabit& habit : code.habits) {
    if (habit.kind != CodeHabit::Kind::kDuplicateKey) continue;
    ctx.report(code, &code.declarations[habit.declaration], habit.range,
               "the key " + std::string(habit.text) + " is given twice; the last value wins")
        .note(habit.inner, "given here first");
  }
}

constexpr std::string_view kKinds[] = {"terraform/code"};
constexpr std::string_view kTags[] = {"language", "correctness"};
constexpr std::string_view kEquivalents[] = {"tflint:terraform_map_duplicate_keys"};

}  // namespace

extern constinit const NativeRule terraform_duplicate_map_key{
    .meta =
        {
            .id = "terraform-duplicate-map-key",
            .summary = "Object gives one key twice",
            .severity = Severity::kMedium,
            .confidence = Confidence::kHigh,
            .since = "0.1.0",
            .kinds = kKinds,
            .tags = kTags,
            .equivalents = kEquivalents,
        },
    .check = check,
};

}  // namespace platlint
