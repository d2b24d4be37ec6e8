// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string_view>

#include "analyzer/rule/rule.h"

namespace platlint {
namespace {

// Since version 6 terraform-aws-modules/ec2-instance makes a group of its own. Does the constraint ("5.6.1", "~> 4.0") end before?
bool is_before_six(const Value& version) {
  if (!version.is_string()) return false;
  std::string_view text = version.as_string();
  for (const std::string_view sign : {"~>", "="})
    if (text.starts_with(sign)) text.remove_prefix(sign.size());
  text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
  return text.size() >= 2 && text[0] >= '1' && text[0] <= '5' && text[1] == '.';
}

bool makes_none(const Resource& call) {
  return !call["inputs"].is_missing() && call["source"].equals("terraform-aws-modules/ec2-instance/aws") == Tri::kTrue &&
         is_before_six(call["version"]);
}

void check(const Resource& resource, RuleContext& ctx) {
  const bool call = resource.kind == "terraform/module";
  if (call && !makes_none(resource)) return;
  const Value machine = call ? resource["inputs"] : resource.body;
  for (const std::string_view elsewhere : {"launch_template", "network_interface", "primary_network_interface"})
    if (!machine[elsewhere].is_absent()) return;
  const Value groups = machine["vpc_security_group_ids"];
  if (groups.is_unknown() && !groups.is_computed() && !groups.unknown_info().not_null && groups.refs().empty())
    ctx.unknown(groups, "whether the machine has a group of its own is unknown");
  else if (groups.is_absent() || (groups.is_list() && groups.items().empty() && !groups.is_open()))
    ctx.report(groups.is_missing() ? Value::missing(resource.header) : groups, "the machine gets the default group of its network");
}

constexpr std::string_view kKinds[] = {"terraform/aws_instance", "terraform/module"};
constexpr std::string_view kTags[] = {"network", "compute"};
constexpr std::string_view kEquivalents[] = {
    "kics:a31a5a29-718a-4ff4-8001-a69e5e4d029e",
};

}  // namespace

extern constinit const NativeRule aws_instance_without_own_group{
    .meta = {.id = "aws-instance-without-own-group",
             .summary = "Instance names no security group of its VPC",
             .severity = Severity::kInfo,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
