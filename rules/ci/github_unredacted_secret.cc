// SPDX-License-Identifier: Apache-2.0
#include "rules/ci/lib_github.h"

namespace platlint {
namespace {

bool parses_secret(const Value& node) {
  const auto items = node["items"].items();
  return is_kind(node, "call") && node["name"].equals("fromjson") == Tri::kTrue && items.size() == 1 &&
         path_of(items[0]).starts_with("secrets.");
}

void check(const Resource& resource, RuleContext& ctx) {
  for (const Value& expression : resource["expressions"].items()) {
    bool found = false;
    each_node(expression["tree"], [&](const Value& node) {
      const auto items = node["items"].items();
      found = found || ((is_kind(node, "property") || is_kind(node, "index") || is_kind(node, "filter")) && !items.empty() &&
                        parses_secret(items[0]));
    });
    if (found)
      ctx.report(expression.where(), "GitHub masks the secret as a whole; a part that fromJSON() takes out of it is printed in clear")
          .attribute(expression["key"].as_string());
  }
}

constexpr std::string_view kKinds[] = {"github/workflow", "github/job", "github/step", "github/action"};
constexpr std::string_view kTags[] = {"secrets", "ci"};
constexpr std::string_view kEquivalents[] = {"zizmor:unredacted-secrets"};

}  // namespace

extern constinit const NativeRule github_unredacted_secret{
    .meta = {.id = "github-unredacted-secret",
             .summary = "A part of a secret escapes the masking of logs",
             .severity = Severity::kMedium,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
