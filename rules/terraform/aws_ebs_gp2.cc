// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/rule.h"

namespace platlint {
namespace {

void check_type(const Value& type, RuleContext& ctx) {
  if (type.equals("gp2") == Tri::kTrue) ctx.report(type, "gp2 costs a fifth more than gp3 and is slower; use gp3").attribute("type");
  else if (type.is_unknown()) ctx.unknown(type, "the volume's type is unknown");
}

void check(const Resource& resource, RuleContext& ctx) {
  if (resource.type() == "aws_ebs_volume") check_type(resource["type"], ctx);
  if (resource.type() == "aws_db_instance") check_type(resource["storage_type"], ctx);
  for (const std::string_view block : {"root_block_device", "ebs_block_device"})
    for (const Value& device : resource[block].items()) check_type(device["volume_type"], ctx);
  for (const Value& mapping : resource["block_device_mappings"].items()) check_type(mapping["ebs"]["volume_type"], ctx);
}

constexpr std::string_view kKinds[] = {"terraform/aws_ebs_volume", "terraform/aws_instance", "terraform/aws_launch_template", "terraform/aws_db_instance"};
constexpr std::string_view kTags[] = {"cost"};

}  // namespace

extern constinit const NativeRule aws_ebs_gp2{
    .meta = {.id = "aws-ebs-gp2",
             .summary = "EBS volume of the old type gp2",
             .severity = Severity::kLow,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags},
    .check = check,
};

}  // namespace platlint
