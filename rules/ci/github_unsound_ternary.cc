// SPDX-License-Identifier: Apache-2.0
#include "rules/ci/lib_github.h"

namespace platlint {
namespace {

bool is_falsy(const Value& node) {
  if (!is_kind(node, "literal")) return false;
  const Value value = node["value"];
  return value.is_null() || (value.is_bool() && !value.as_bool()) || (value.is_string() && value.as_string().empty()) ||
         (value.is_number() && value.equals("0") == Tri::kTrue);
}

void check(const Resource& resource, RuleContext& ctx) {
  for (const Value& expression : resource["expressions"].items()) {
    bool wrong = false;
    each_node(expression["tree"], [&](const Value& node) {
      const auto sides = node["items"].items();
      if (!is_kind(node, "or")) return;
      for (std::size_t i = 0; i + 1 < sides.size(); ++i)
        wrong = wrong || (is_kind(sides[i], "and") && is_falsy(sides[i]["items"].items().back()));
    });
    if (wrong)
      ctx.report(expression.where(), "what stands behind && is empty or false, so what stands behind || is always taken")
          .attribute(expression["key"].as_string());
  }
}

constexpr std::string_view kKinds[] = {"github/workflow", "github/job", "github/step", "github/action"};
constexpr std::string_view kTags[] = {"correctness", "ci"};
constexpr std::string_view kEquivalents[] = {"zizmor:unsound-ternary"};

}  // namespace

extern constinit const NativeRule github_unsound_ternary{
    .meta = {.id = "github-unsound-ternary",
             .summary = "A condition written as && and || never gives its first branch",
             .severity = Severity::kMedium,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
