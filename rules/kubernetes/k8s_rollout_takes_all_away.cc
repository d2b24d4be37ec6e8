// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/rule.h"

namespace platlint {
namespace {

// How many pods a rollout may take away: a number or a share, rounded down.
std::optional<std::int64_t> pods_away(const Value& most, std::int64_t replicas) {
  const auto text = most.text();
  if (!text) return std::nullopt;
  if (!text->ends_with('%')) return most.int_value();
  if (text->size() > 4) return std::nullopt;
  std::int64_t share = 0;
  for (const char c : text->substr(0, text->size() - 1)) {
    if (c < '0' || c > '9') return std::nullopt;
    share = share * 10 + (c - '0');
  }
  return replicas * share / 100;
}

void check(const Resource& workload, RuleContext& ctx) {
  const auto replicas = workload["spec"]["replicas"].int_value();
  const Value most = workload["spec"]["strategy"]["rollingUpdate"]["maxUnavailable"];
  if (!replicas || *replicas < 2 || most.is_absent()) return;
  const auto away = pods_away(most, *replicas);
  if (away && *away >= *replicas)
    ctx.report(most, "a rollout may stop all " + std::to_string(*replicas) + " pods at once")
        .attribute("spec.strategy.rollingUpdate.maxUnavailable");
}

constexpr std::string_view kKinds[] = {"kubernetes/Deployment"};
constexpr std::string_view kTags[] = {"workload", "availability"};

}  // namespace

extern constinit const NativeRule k8s_rollout_takes_all_away{
    .meta = {.id = "k8s-rollout-takes-all-away",
             .summary = "Rolling update may take every pod away",
             .severity = Severity::kMedium,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags},
    .check = check,
};

}  // namespace platlint
