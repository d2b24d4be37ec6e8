// SPDX-License-Identifier: Apache-2.0
#include "rules/ci/lib_github.h"

namespace platlint {
namespace {

// What people outside can choose, so that it becomes a part of the list's text.
bool is_chosen(std::string_view path) {
  for (const std::string_view one : {"github.actor", "github.base_ref", "github.head_ref", "github.ref", "github.ref_name",
                                     "github.triggering_actor", "github.event.pull_request.head.ref", "github.event.pull_request.base.ref"})
    if (path == one) return true;
  return path.starts_with("env.");
}

// The same mistake with what GitHub or the workflow itself chooses.
bool is_given(std::string_view path) {
  return path.starts_with("github.") || path.starts_with("runner.") || path.starts_with("inputs.") || path.starts_with("vars.");
}

void check(const Resource& resource, RuleContext& ctx) {
  for (const Value& expression : resource["expressions"].items()) {
    if (expression["key"].equals("if") != Tri::kTrue) continue;
    each_node(expression["tree"], [&](const Value& node) {
      const auto items = node["items"].items();
      if (!is_kind(node, "call") || node["name"].equals("contains") != Tri::kTrue || items.size() != 2) return;
      if (!is_kind(items[0], "literal") || !items[0]["value"].is_string()) return;
      const std::string_view path = path_of(items[1]);
      if (!is_chosen(path) && !is_given(path)) return;
      auto finding = ctx.report(node, "contains() of a text holds for any part of it: \"" + std::string(items[0]["value"].as_string()) +
                                          "\" contains much that is not meant. Use fromJSON('[...]')");
      finding.attribute("if");
      if (!is_chosen(path)) finding.severity(Severity::kInfo);
    });
  }
}

constexpr std::string_view kKinds[] = {"github/job", "github/step"};
constexpr std::string_view kTags[] = {"correctness", "ci"};
constexpr std::string_view kEquivalents[] = {"zizmor:unsound-contains"};

}  // namespace

extern constinit const NativeRule github_unsound_contains{
    .meta = {.id = "github-unsound-contains",
             .summary = "A condition looks for a part of a text where it means one of a list",
             .severity = Severity::kHigh,
             .confidence = Confidence::kMedium,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
