// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "analyzer/rule/rule.h"

namespace platlint {
namespace {

bool is_untagged(const Resource& resource) {
  const Value tags = resource["tags_all"];  // missing: the type takes none
  if (!tags.is_map() || tags.is_open()) return false;
  return std::all_of(tags.members().begin(), tags.members().end(), [](const Member& tag) { return tag.key == "Name"; });
}

// Whoever tags nothing knows it after one line: one finding for each root.
void check_program(RuleContext& ctx) {
  struct Untagged {
    const Resource* first = nullptr;
    std::size_t count = 0;
  };
  std::map<std::pair<std::string_view, std::string_view>, Untagged> roots;
  for (const Resource& resource : ctx.program().resources()) {
    if (!resource.kind.starts_with("terraform/aws_") || !is_untagged(resource)) continue;
    Untagged& root = roots[{resource.root, resource.variable_set}];
    if (root.first == nullptr) root.first = &resource;
    ++root.count;
  }
  for (const auto& [root, untagged] : roots) {
    const Resource& first = *untagged.first;
    const Value own = first["tags"];
    std::string message = "no tag but a name says whose this is or what for";
    if (untagged.count > 1) message += ", nor for " + std::to_string(untagged.count - 1) + " more in this root";
    ctx.report(first, own.is_missing() ? Value::missing(first.header) : own, message).attribute("tags");
  }
}

constexpr std::string_view kKinds[] = {"program"};
constexpr std::string_view kTags[] = {"tags"};
constexpr std::string_view kEquivalents[] = {
    "kics:e38a8e0a-b88b-4902-b3fe-b0fcb17d5c10",
};

}  // namespace

extern constinit const NativeRule aws_untagged{
    .meta = {.id = "aws-untagged",
             .summary = "AWS resources have no tags",
             .severity = Severity::kInfo,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check_program = check_program,
};

}  // namespace platlint
