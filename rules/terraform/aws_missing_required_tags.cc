// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/rule.h"

namespace platlint {
namespace {

void check(const Resource& resource, RuleContext& ctx) {
  const Value tags = resource["tags_all"];  // missing: the type takes none
  if (ctx.settings().required_tags.empty() || tags.is_missing()) return;
  std::string missing;
  bool unknown = tags.is_unknown();
  for (const std::string& wanted : ctx.settings().required_tags) {
    const Value tag = tags[wanted];
    if (tag.is_unknown() && tags.is_open() && !tag.origin()) unknown = true;
    else if (tag.is_absent() || tag.equals("") == Tri::kTrue) missing += (missing.empty() ? "" : ", ") + wanted;
  }
  const Value at = resource["tags"].is_missing() ? Value::missing(resource.header) : resource["tags"];
  if (!missing.empty()) ctx.report(at, "required tags are missing: " + missing).attribute("tags");
  else if (unknown) ctx.unknown(at, "whether the required tags are there is unknown");
}

constexpr std::string_view kKinds[] = {"terraform/aws_*"};
constexpr std::string_view kTags[] = {"tags"};
constexpr std::string_view kEquivalents[] = {"tflint:aws_resource_missing_tags"};
constexpr std::string_view kOptions[] = {"required_tags"};

}  // namespace

extern constinit const NativeRule aws_missing_required_tags{
    .meta = {.id = "aws-missing-required-tags",
             .summary = "AWS resource lacks a required tag",
             .severity = Severity::kMedium,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .equivalents = kEquivalents,
             .options = kOptions},
    .check = check,
};

}  // namespace platlint
