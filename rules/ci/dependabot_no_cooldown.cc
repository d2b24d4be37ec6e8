// SPDX-License-Identifier: Apache-2.0
#include "rules/ci/lib_github.h"

namespace platlint {
namespace {

constexpr std::int64_t kFewestDays = 7;

void check(const Resource& file, RuleContext& ctx) {
  for (const Value& update : file["updates"].items()) {
    if (!update.is_map()) continue;
    const Value cooldown = update["cooldown"];
    const Value days = cooldown["default-days"];
    const auto number = days.int_value();
    if (cooldown.is_missing())
      ctx.report(update["package-ecosystem"].is_missing() ? update : update["package-ecosystem"],
                 "updates are proposed as soon as they are released; set cooldown.default-days")
          .attribute("cooldown");
    else if (days.is_missing()) ctx.report(cooldown, "the cooldown has no default-days").attribute("cooldown");
    else if (number && *number < kFewestDays)
      ctx.report(days, "a cooldown of " + std::to_string(*number) + " days is shorter than most malicious releases live")
          .attribute("cooldown");
  }
}

constexpr std::string_view kKinds[] = {"github/dependabot"};
constexpr std::string_view kTags[] = {"supply-chain", "ci"};
constexpr std::string_view kEquivalents[] = {"zizmor:dependabot-cooldown"};

}  // namespace

extern constinit const NativeRule dependabot_no_cooldown{
    .meta = {.id = "dependabot-no-cooldown",
             .summary = "Dependabot proposes releases on the day they appear",
             .severity = Severity::kLow,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
