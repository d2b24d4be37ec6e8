// SPDX-License-Identifier: Apache-2.0
#include <string_view>

#include "analyzer/rule/rule.h"

namespace platlint {
namespace {

bool is_default(const Value& group) {
  if (group.equals("default") == Tri::kTrue) return true;
  for (const Ref& ref : group.refs())
    if (ref.attribute == "default_security_group_id" || ref.address.find("aws_default_security_group.") != std::string_view::npos)
      return true;
  return false;
}

void check(const Resource& machine, RuleContext& ctx) {
  for (const std::string_view attribute : {"vpc_security_group_ids", "security_groups"}) {
    const Value groups = machine[attribute];
    bool found = is_default(groups);
    for (const Value& group : groups.items()) found = found || is_default(group);
    for (const Resource* group : ctx.references(machine, "data.aws_security_group", attribute))
      found = found || (*group)["name"].equals("default") == Tri::kTrue;
    if (!found && !groups.is_wholly_known()) ctx.leave_open();
    if (found)
      ctx.report(groups, "the machine is in the default group: all that is in it may talk to one another, on every port")
          .attribute(attribute);
  }
}

constexpr std::string_view kKinds[] = {"terraform/aws_instance"};
constexpr std::string_view kTags[] = {"network", "compute"};
constexpr std::string_view kEquivalents[] = {
    "kics:f1adc521-f79a-4d71-b55b-a68294687432",
};

}  // namespace

extern constinit const NativeRule aws_instance_default_group{
    .meta = {.id = "aws-instance-default-group",
             .summary = "Instance is in the default security group",
             .severity = Severity::kLow,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
