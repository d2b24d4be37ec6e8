// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "analyzer/rule/rule.h"

namespace platlint {
namespace {

void check(const Resource& provider, RuleContext& ctx) {
  const auto& allowed = ctx.settings().allowed_regions;
  if (allowed.empty() || provider.name != "aws") return;
  const Value region = provider["region"];
  // Without the argument the environment decides.
  if (region.is_absent()) return;
  if (region.is_unknown()) ctx.unknown(region, "whether the region is allowed is unknown");
  else if (const auto text = region.text(); text && std::find(allowed.begin(), allowed.end(), *text) == allowed.end())
    ctx.report(region, "the region " + *text + " is not among the allowed ones").attribute("region");
}

constexpr std::string_view kKinds[] = {"terraform/provider"};
constexpr std::string_view kTags[] = {"region"};
constexpr std::string_view kOptions[] = {"allowed_regions"};

}  // namespace

extern constinit const NativeRule aws_region_not_allowed{
    .meta = {.id = "aws-region-not-allowed",
             .summary = "AWS region is not among the allowed ones",
             .severity = Severity::kMedium,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .options = kOptions},
    .check = check,
};

}  // namespace platlint
