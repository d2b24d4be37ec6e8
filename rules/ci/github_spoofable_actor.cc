// SPDX-License-Identifier: Apache-2.0
#include "rules/ci/lib_github.h"

namespace platlint {
namespace {

// Accounts of bots by number: dependabot, its predecessor, renovate, github-actions, and others that open pull requests.
constexpr std::string_view kBots[] = {"49699333", "27856297", "29139614", "41898282", "25180681", "26384082", "66853113", "46447321"};

bool names_bot(const Value& actor, const Value& literal) {
  const std::string_view path = path_of(actor);
  const auto value = literal["value"].text();
  if (!value || !is_kind(literal, "literal")) return false;
  if (path == "github.actor" || path == "github.triggering_actor" || path == "github.event.pull_request.sender.login")
    return std::string_view(*value).ends_with("[bot]");
  if (path != "github.actor_id" && path != "github.event.pull_request.sender.id") return false;
  for (const std::string_view bot : kBots)
    if (*value == bot) return true;
  return false;
}

void check(const Resource& resource, RuleContext& ctx) {
  for (const Value& expression : resource["expressions"].items()) {
    if (expression["key"].equals("if") != Tri::kTrue) continue;
    bool spoofable = false;
    each_node(expression["tree"], [&](const Value& node) {
      const auto items = node["items"].items();
      if (is_kind(node, "compare") && node["operator"].equals("==") == Tri::kTrue && items.size() == 2)
        spoofable = spoofable || names_bot(items[0], items[1]) || names_bot(items[1], items[0]);
    });
    if (spoofable)
      ctx.report(expression.where(),
                 "the actor is who caused the last event, not who wrote the code: a stranger can get a bot to act on his pull request. "
                 "Compare github.event.pull_request.user.login")
          .attribute("if");
  }
}

constexpr std::string_view kKinds[] = {"github/job", "github/step"};
constexpr std::string_view kTags[] = {"injection", "ci"};
constexpr std::string_view kEquivalents[] = {"zizmor:bot-conditions"};

}  // namespace

extern constinit const NativeRule github_spoofable_actor{
    .meta = {.id = "github-spoofable-actor",
             .summary = "A condition trusts the name of a bot that somebody else can bear",
             .severity = Severity::kHigh,
             .confidence = Confidence::kMedium,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
