// SPDX-License-Identifier: Apache-2.0
#include "rules/terraform/lib_trail_alarm.h"

#include <algorithm>
#include <string>
#include <vector>

namespace platlint::trail_alarm {
namespace {

constexpr std::string_view kFilter = "aws_cloudwatch_log_metric_filter";
constexpr std::string_view kAlarm = "aws_cloudwatch_metric_alarm";

bool is_about_a_trail(const Resource& filter) {
  const Value pattern = filter["pattern"];
  for (const std::string_view word : {"$.eventName", "$.eventSource", "$.errorCode", "$.userIdentity", "$.additionalEventData"})
    if (pattern.contains_text(word) == Tri::kTrue) return true;
  return false;
}

bool writes_to_logs(const Resource& trail) {
  const Value group = trail["cloud_watch_logs_group_arn"];
  return !group.is_absent() && group.equals("") != Tri::kTrue;
}

// The findings of a root stand at one resource: its first trail with a log group, else its first filter over a
// trail's events. None without any such filter.
const Resource* bearer(const Resource& resource, RuleContext& ctx) {
  const Resource* first = nullptr;
  for (const Resource* filter : ctx.siblings(resource, kFilter))
    if (first == nullptr && (is_about_a_trail(*filter) || (*filter)["pattern"].is_unknown())) first = filter;
  if (first == nullptr) return nullptr;
  for (const Resource* trail : ctx.siblings(resource, "aws_cloudtrail"))
    if (writes_to_logs(*trail)) return trail;
  return is_about_a_trail(*first) ? first : nullptr;
}

// DeleteVpc is not in DeleteVpcPeeringConnection.
bool has_word(std::string_view text, std::string_view word) {
  const auto letter = [&](std::size_t at) { return at < text.size() && ((text[at] | 0x20) >= 'a' && (text[at] | 0x20) <= 'z'); };
  for (std::size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1))
    if ((at == 0 || !letter(at - 1)) && !letter(at + word.size())) return true;
  return false;
}

Tri names_all(const Value& pattern, std::span<const std::string_view> words) {
  Tri all = Tri::kTrue;
  for (const std::string_view word : words)
    all = tri_and(all, pattern.is_string() ? tri(has_word(pattern.as_string(), word)) : pattern.contains_text(word));
  return all;
}

// Two events of one field at once are never seen; one field of two alone is seen all the time, and so is every call of a service that
// stands beside the events.
bool matches_the_event(std::string_view pattern, std::size_t words, Words joined) {
  const std::size_t either = pattern.find("||");
  if (joined == Words::kTogether) return pattern.find("&&") != std::string_view::npos;
  if (joined == Words::kAny && words > 1 && either == std::string_view::npos) return false;
  const std::size_t source = pattern.find("$.eventSource");
  return source == std::string_view::npos || pattern.find("||", source) >= pattern.find("&&", source);
}

// Does an alarm watch the metric of this filter?
Tri is_watched(const Resource& filter, RuleContext& ctx) {
  if (!ctx.referrers(filter, kAlarm, "metric_name").empty()) return Tri::kTrue;
  Tri watched = Tri::kFalse;
  const Value metric = filter["metric_transformation"]["name"];
  for (const Resource* alarm : ctx.siblings(filter, kAlarm)) {
    const Value name = (*alarm)["metric_name"];
    if (name.is_absent()) continue;
    // A metric of another resource is known to be another one.
    if (name.is_unknown()) watched = tri_or(watched, name.refs().empty() ? Tri::kUnknown : Tri::kFalse);
    else if (const auto text = metric.text()) watched = tri_or(watched, name.equals(*text));
    else watched = tri_or(watched, metric.is_unknown() ? Tri::kUnknown : Tri::kFalse);
  }
  return watched;
}

}  // namespace

void check(const Resource& resource, RuleContext& ctx, std::span<const std::string_view> words, std::string_view event, Words joined) {
  if (bearer(resource, ctx) != &resource) return;
  Tri found = Tri::kFalse;
  for (const Resource* filter : ctx.siblings(resource, kFilter)) {
    const Value pattern = (*filter)["pattern"];
    if (pattern.is_string() && !matches_the_event(pattern.as_string(), words.size(), joined)) continue;
    found = tri_or(found, tri_and(names_all(pattern, words), is_watched(*filter, ctx)));
  }
  if (found == Tri::kFalse) ctx.report(resource.header, "no alarm goes off when " + std::string(event));
  else if (found == Tri::kUnknown)
    ctx.unknown(Value::missing(resource.header), "whether an alarm goes off when " + std::string(event) + " is unknown");
}

}  // namespace platlint::trail_alarm
