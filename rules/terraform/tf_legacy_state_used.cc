// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/pattern.h"
#include "analyzer/rule/rule.h"

namespace platlint {
namespace {

void check_value(const Value& value, RuleContext& ctx) {
  const auto text = value.text();
  if (!text) return;
  for (const std::string& legacy : ctx.settings().legacy_state_keys)
    if (matches_wildcard(legacy, *text))
      ctx.report(value, "the state " + *text + " belongs to the old stack; nothing new may read or write it").attribute("state");
}

void check(const Resource& resource, RuleContext& ctx) {
  const Value settings = resource.kind == "terraform/backend" ? resource.body : resource["config"];
  for (const std::string_view key : {"bucket", "key", "path", "prefix", "container_name"}) check_value(settings[key], ctx);
}

constexpr std::string_view kKinds[] = {"terraform/backend", "terraform/data.terraform_remote_state"};
constexpr std::string_view kTags[] = {"state"};
constexpr std::string_view kOptions[] = {"legacy_state_keys"};

}  // namespace

extern constinit const NativeRule tf_legacy_state_used{
    .meta = {.id = "tf-legacy-state-used",
             .summary = "Root names a state that belongs to the old stack",
             .severity = Severity::kHigh,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .options = kOptions},
    .check = check,
};

}  // namespace platlint
