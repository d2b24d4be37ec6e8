// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/rule.h"

namespace platlint {
namespace {

// Do both say so, and differently? Workspaces then live under names of their own.
bool differ(const Value& a, const Value& b) { return a.is_string() && b.is_string() && a.as_string() != b.as_string(); }

// A generator's template ("$application_name", "{{ name }}", "<name>"): each file that is made of it has its own. Terraform itself allows
// no expressions here.
bool is_template(const Resource& backend) {
  for (const std::string_view setting : {"key", "bucket", "workspace_key_prefix"}) {
    const Value text = backend[setting];
    if (text.is_string() && text.as_string().find_first_of("$<{%") != std::string_view::npos) return true;
  }
  return false;
}

void check(const Resource& backend, RuleContext& ctx) {
  const Value key = backend["key"];
  if (backend.name != "s3" || !key.is_string() || is_template(backend)) return;
  const Value bucket = backend["bucket"];
  if (!bucket.is_string()) return;  // given at `terraform init`
  for (const Resource* other : ctx.all("terraform/backend")) {
    if (other->root >= backend.root || other->name != "s3") continue;  // report the later of two, once
    if ((*other)["key"].equals(key.as_string()) != Tri::kTrue || (*other)["bucket"].equals(bucket.as_string()) != Tri::kTrue) continue;
    if (differ((*other)["workspace_key_prefix"], backend["workspace_key_prefix"])) continue;
    ctx.report(key, "the root \"" + std::string(other->root) + "\" uses the same state key: each would destroy what the other made")
        .note((*other)["key"].where(), "the same key")
        .attribute("key");
    return;
  }
}

constexpr std::string_view kKinds[] = {"terraform/backend"};
constexpr std::string_view kTags[] = {"state"};

}  // namespace

extern constinit const NativeRule tf_state_key_shared{
    .meta = {.id = "tf-state-key-shared",
             .summary = "Two Terraform roots share one state",
             .severity = Severity::kHigh,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags},
    .check = check,
};

}  // namespace platlint
