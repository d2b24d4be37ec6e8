// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "analyzer/rule/pattern.h"
#include "analyzer/rule/rule.h"

namespace platlint {
namespace {

// What people call the resource.
Value name_of(const Resource& resource) {
  for (const std::string_view key : {"name", "bucket", "identifier", "cluster_identifier", "function_name", "repository"})
    if (const Value value = resource[key]; !value.is_absent()) return value;
  return Value::missing(resource.header);
}

bool fits_any(const std::vector<std::string>& patterns, std::string_view text) {
  return std::any_of(patterns.begin(), patterns.end(), [&](const std::string& pattern) { return matches_wildcard(pattern, text); });
}

void check(const Resource& resource, RuleContext& ctx) {
  if (resource.kind.starts_with("terraform/data.")) return;
  for (const Settings::Stack& stack : ctx.settings().stacks) {
    if (!matches_path(stack.path, resource.root)) continue;
    if (!stack.allowed_types.empty() && !fits_any(stack.allowed_types, resource.type())) {
      ctx.report(resource.header, "a stack that holds " + stack.allowed_types.front() +
                                      (stack.allowed_types.size() > 1 ? " and the like" : "") + " may not create " +
                                      std::string(resource.type()))
          .attribute("type");
      continue;
    }
    if (stack.allowed_addresses.empty() || fits_any(stack.allowed_addresses, resource.address)) continue;
    const Value name = name_of(resource);
    if (name.is_unknown()) ctx.unknown(name, "whether the stack may create this is unknown");
    else if (const auto text = name.text(); !text || !fits_any(stack.allowed_addresses, *text))
      ctx.report(name.is_absent() ? Value::missing(resource.header) : name,
                 "this stack may not create " + text.value_or(std::string(resource.address)))
          .attribute("name");
  }
}

constexpr std::string_view kKinds[] = {"terraform/aws_*", "terraform/helm_*", "terraform/kubernetes_*", "terraform/google_*",
                                       "terraform/azurerm_*"};
constexpr std::string_view kTags[] = {"stack"};
constexpr std::string_view kOptions[] = {"stacks"};

}  // namespace

extern constinit const NativeRule tf_stack_foreign_resource{
    .meta = {.id = "tf-stack-foreign-resource",
             .summary = "Stack creates what does not belong into it",
             .severity = Severity::kHigh,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .options = kOptions},
    .check = check,
};

}  // namespace platlint
