// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/rule.h"

namespace platlint {
namespace {

constexpr std::string_view kAttributes[] = {"subnet_id", "subnet_ids"};

void check(const Resource& cluster, RuleContext& ctx) {
  const Value attributes = cluster["ec2_attributes"];
  if (attributes.is_unknown()) return void(ctx.unknown(attributes, "which network the cluster runs in is unknown"));
  for (const std::string_view name : kAttributes) {
    // At the top level it is in the wrong place, which terraform-unknown-argument tells; what is meant is clear.
    if (!cluster[name].is_absent()) return;
    const Value subnet = attributes[name];
    if (subnet.is_unknown() && subnet.refs().empty()) return void(ctx.unknown(subnet, "which network the cluster runs in is unknown"));
    if (!subnet.is_absent()) return;
  }
  ctx.report(attributes.is_absent() ? Value::missing(cluster.header) : attributes,
             "no subnet is named: the machines start in a public subnet of the default VPC")
      .attribute("ec2_attributes.subnet_id");
}

constexpr std::string_view kKinds[] = {"terraform/aws_emr_cluster"};
constexpr std::string_view kTags[] = {"network", "analytics"};
constexpr std::string_view kEquivalents[] = {"kics:2b3c8a6d-9856-43e6-ab1d-d651094f03b4"};

}  // namespace

extern constinit const NativeRule aws_emr_default_network{
    .meta = {.id = "aws-emr-default-network",
             .summary = "EMR cluster runs in the default VPC",
             .severity = Severity::kLow,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
