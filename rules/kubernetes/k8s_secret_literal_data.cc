// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/rule.h"

namespace platlint {
namespace {

bool is_placeholder(const std::string& text) {
  if (text.empty()) return true;
  for (const std::string_view word : {"<", "${", "{{", "$(", "REPLACE", "replace", "CHANGE", "change", "placeholder", "PLACEHOLDER",
                                      "example", "your-", "TODO", "ref+", "vault:"})
    if (text.find(word) != std::string::npos) return true;
  return false;
}

void check(const Resource& secret, RuleContext& ctx) {
  const Value type = secret["type"];
  // Tokens of these types are filled in by the cluster.
  if (type.equals("kubernetes.io/service-account-token") == Tri::kTrue) return;
  for (const std::string_view part : {"data", "stringData"})
    for (const Member& entry : secret[part].members()) {
      if (entry.value.is_absent() || is_placeholder(entry.value.text().value_or(""))) continue;
      ctx.report(entry.key_range, "the value of \"" + std::string(entry.key) + "\" stands in the repository; base64 is no encryption")
          .attribute(std::string(part) + "." + std::string(entry.key))
          .secret();
      return;
    }
}

constexpr std::string_view kKinds[] = {"kubernetes/Secret"};
constexpr std::string_view kTags[] = {"secrets"};

}  // namespace

extern constinit const NativeRule k8s_secret_literal_data{
    .meta = {.id = "k8s-secret-literal-data",
             .summary = "Kubernetes Secret with literal values in the repository",
             .severity = Severity::kHigh,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags},
    .check = check,
};

}  // namespace platlint
