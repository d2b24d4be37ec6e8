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

struct Successor {
  std::string_view x86;
  std::string_view graviton;
};
// Same vCPU and memory a size; managed engines run on either without a change.
constexpr Successor kSuccessors[] = {{"t3", "t4g"},  {"t2", "t4g"}, {"m5", "m7g"},  {"m6i", "m7g"},
                                     {"m7i", "m7g"}, {"r5", "r7g"}, {"r6i", "r7g"}, {"r7i", "r7g"}};

void check(const Resource& resource, RuleContext& ctx) {
  const Value engine = resource["engine"];
  // SQL Server and Oracle run on x86 only.
  if (engine.starts_with("sqlserver") != Tri::kFalse || engine.starts_with("oracle") != Tri::kFalse ||
      engine.starts_with("custom") != Tri::kFalse) {
    if (!engine.is_unknown()) return;
  }
  for (const Value& type : instance_types(resource)) {
    if (type.is_unknown()) ctx.unknown(type, "the instance type is unknown");
    if (!type.is_string()) continue;
    for (const Successor& pair : kSuccessors)
      if (family_of(type.as_string()) == pair.x86)
        ctx.report(type, std::string(type.as_string()) + " is an x86 type; " + std::string(pair.graviton) +
                             " does the same work for 5 to 20 % less")
            .attribute("instance_type");
  }
}

constexpr std::string_view kKinds[] = {"terraform/aws_db_instance", "terraform/aws_rds_cluster_instance",
                                       "terraform/aws_elasticache_cluster", "terraform/aws_elasticache_replication_group"};
constexpr std::string_view kTags[] = {"cost", "arm64"};

}  // namespace

extern constinit const NativeRule aws_x86_instance{
    .meta = {.id = "aws-x86-instance",
             .summary = "x86 instance where Graviton serves",
             .severity = Severity::kInfo,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags},
    .check = check,
};

}  // namespace platlint
