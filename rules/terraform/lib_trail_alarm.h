// SPDX-License-Identifier: Apache-2.0
//
// Trail, log group, metric filter, alarm: the chain that the CIS benchmark (section 4) wants for each kind of event. Looked for in the
// whole root, and only where somebody started it: there is a filter over the events of a trail.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "analyzer/rule/rule.h"

namespace platlint::trail_alarm {

// How the words stand to one another: any of several events (joined by ||), one event told by two fields (joined by &&), one event.
enum class Words : std::uint8_t { kAny, kTogether, kOne };

// `words`: what a filter's pattern must name, all of it. `event` is what happens ("a route table changes").
void check(const Resource& resource, RuleContext& ctx, std::span<const std::string_view> words, std::string_view event,
           Words joined = Words::kAny);

inline constexpr std::string_view kKinds[] = {"terraform/aws_cloudtrail", "terraform/aws_cloudwatch_log_metric_filter"};

}  // namespace platlint::trail_alarm
