// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/rule.h"

namespace platlint {
namespace {

// "<ECR_REPOSITORY_URL>", "TODO", "CHANGEME": words that were to be replaced.
bool is_placeholder(std::string_view text) {
  if (text == "TODO" || text == "CHANGEME" || text == "REPLACE_ME" || text == "FIXME") return true;
  const std::size_t open = text.find('<');
  const std::size_t close = text.find('>', open == std::string_view::npos ? 0 : open);
  if (open == std::string_view::npos || close == std::string_view::npos || close - open < 4) return false;
  for (const char c : text.substr(open + 1, close - open - 1))
    if (!((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-')) return false;
  return true;
}

void look(const Value& value, const std::string& path, RuleContext& ctx, int depth) {
  if (depth > 40) return;
  if (value.is_string() && value.as_string().size() < 300 && is_placeholder(value.as_string()))
    ctx.report(value, "a placeholder was left here: " + std::string(value.as_string())).attribute(path);
  for (const Value& item : value.items()) look(item, path, ctx, depth + 1);
  for (const Member& member : value.members())
    if (member.key != "pod.spec" && member.key != "pod.metadata" && member.key != "description")
      look(member.value, path + "." + std::string(member.key), ctx, depth + 1);
}

void check(const Resource& resource, RuleContext& ctx) {
  if (resource.type() == "ConfigMap" || resource.type() == "CustomResourceDefinition") return;
  look(resource.body, "", ctx, 0);
}

constexpr std::string_view kKinds[] = {"kubernetes/*"};
constexpr std::string_view kTags[] = {"workload"};

}  // namespace

extern constinit const NativeRule k8s_placeholder_left{
    .meta = {.id = "k8s-placeholder-left",
             .summary = "Placeholder left in a manifest",
             .severity = Severity::kMedium,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags},
    .check = check,
};

}  // namespace platlint
