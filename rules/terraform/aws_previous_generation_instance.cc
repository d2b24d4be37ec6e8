// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/rule.h"

namespace platlint {
namespace {

// The instance type of whatever this is, without the prefix that managed services add.
std::vector<Value> instance_types(const Resource& resource) {
  std::vector<Value> types;
  for (const std::string_view key : {"instance_type", "instance_class", "node_type", "instance_types"})
    for (const Value& value : resource[key].each()) types.push_back(value);
  for (const std::string_view key : {"instance_type", "instance_class", "node_type", "instance_types"})
    if (resource[key].is_unknown()) types.push_back(resource[key]);
  return types;
}

std::string_view family_of(std::string_view type) {
  for (const std::string_view prefix : {"db.", "cache."})
    if (type.starts_with(prefix)) type.remove_prefix(prefix.size());
  return type.substr(0, type.find('.'));
}

// aws.amazon.com/ec2/previous-generation, and the classes that RDS and ElastiCache list as previous.
constexpr std::string_view kPrevious[] = {"t1", "t2", "m1", "m2", "m3", "m4", "c1", "c3", "c4",  "r3",  "r4",
                                          "i2", "i3", "d2", "g2", "g3", "p2", "h1", "x1", "hs1", "cc2", "cr1"};

void check(const Resource& resource, RuleContext& ctx) {
  for (const Value& type : instance_types(resource)) {
    if (type.is_unknown()) ctx.unknown(type, "the instance type is unknown");
    if (!type.is_string()) continue;
    for (const std::string_view family : kPrevious)
      if (family_of(type.as_string()) == family)
        ctx.report(type, std::string(type.as_string()) + " is of a previous generation: dearer and slower than today's")
            .attribute("instance_type");
  }
}

constexpr std::string_view kKinds[] = {"terraform/aws_instance",
                                       "terraform/aws_launch_template",
                                       "terraform/aws_launch_configuration",
                                       "terraform/aws_eks_node_group",
                                       "terraform/aws_db_instance",
                                       "terraform/aws_rds_cluster_instance",
                                       "terraform/aws_elasticache_cluster",
                                       "terraform/aws_elasticache_replication_group"};
constexpr std::string_view kTags[] = {"cost"};
constexpr std::string_view kEquivalents[] = {"tflint:aws_instance_previous_type", "tflint:aws_db_instance_previous_type"};

}  // namespace

extern constinit const NativeRule aws_previous_generation_instance{
    .meta = {.id = "aws-previous-generation-instance",
             .summary = "Instance type of a previous generation",
             .severity = Severity::kLow,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
