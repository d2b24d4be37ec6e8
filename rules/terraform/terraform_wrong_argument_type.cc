// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/rule.h"

namespace platlint {
namespace {

void check(const Resource& variable, RuleContext& ctx) {
  const Value problem = variable["mismatch"];
  if (problem.is_missing()) return;
  ctx.report(problem, "the value does not fit var." + std::string(variable.name) + ": " + std::string(problem.as_string()))
      .note(variable.header, "declared here")
      .attribute("mismatch");
}

constexpr std::string_view kKinds[] = {"terraform/variable"};
constexpr std::string_view kTags[] = {"language", "modules", "correctness"};

}  // namespace

extern constinit const NativeRule terraform_wrong_argument_type{
    .meta =
        {
            .id = "terraform-wrong-argument-type",
            .summary = "Argument of a module call does not fit the type of the variable",
            .severity = Severity::kHigh,
            .confidence = Confidence::kHigh,
            .since = "0.1.0",
            .kinds = kKinds,
            .tags = kTags,
        },
    .check = check,
};

}  // namespace platlint
