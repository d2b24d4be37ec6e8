// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/rule.h"

namespace platlint {
namespace {

void check(const Resource& rules, RuleContext& ctx) {
  for (const Value& group : rules["spec"]["groups"].items())
    for (const Value& rule : group["rules"].items()) {
      if (!rule["alert"].is_string()) continue;
      std::string missing;
      const auto want = [&](const Value& value, std::string_view what) {
        if (value.is_absent() || value.equals("") == Tri::kTrue) missing += (missing.empty() ? "" : ", ") + std::string(what);
      };
      want(rule["labels"]["severity"], "labels.severity");
      want(rule["annotations"]["summary"].is_absent()
               ? rule["annotations"]["message"].is_absent() ? rule["annotations"]["description"] : rule["annotations"]["message"]
               : rule["annotations"]["summary"],
           "annotations.summary");
      if (!missing.empty())
        ctx.report(rule["alert"], "the alert " + std::string(rule["alert"].as_string()) + " lacks " + missing)
            .attribute(rule["alert"].as_string());
    }
}

constexpr std::string_view kKinds[] = {"kubernetes/PrometheusRule"};
constexpr std::string_view kTags[] = {"observability"};

}  // namespace

extern constinit const NativeRule k8s_alert_incomplete{
    .meta = {.id = "k8s-alert-incomplete",
             .summary = "Alert says too little to act on",
             .severity = Severity::kLow,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags},
    .check = check,
};

}  // namespace platlint
