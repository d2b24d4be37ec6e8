// SPDX-License-Identifier: Apache-2.0
#include "rules/ci/lib_github.h"

namespace platlint {
namespace {

void check(const Resource& resource, RuleContext& ctx) {
  for (const Value& expression : resource["expressions"].items()) {
    bool whole = false;
    each_node(expression["tree"], [&](const Value& node) { whole = whole || is_path(node, "secrets") || is_path(node, "secrets.?"); });
    if (whole)
      ctx.report(expression.where(), "this gives the runner every secret, not the one that is needed")
          .attribute(expression["key"].as_string());
  }
}

constexpr std::string_view kKinds[] = {"github/workflow", "github/job", "github/step", "github/action"};
constexpr std::string_view kTags[] = {"secrets", "ci"};
constexpr std::string_view kEquivalents[] = {"zizmor:overprovisioned-secrets"};

}  // namespace

extern constinit const NativeRule github_all_secrets{
    .meta = {.id = "github-all-secrets",
             .summary = "All secrets of the repository are handed over at once",
             .severity = Severity::kMedium,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
