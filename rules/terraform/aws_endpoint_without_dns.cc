// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/rule.h"

namespace platlint {
namespace {

void judge(const Value& flag, RuleContext& ctx) {
  if (flag.is_absent()) return;  // on by default
  const Tri off = tri_not(flag.is_true());
  ctx.report_if(off, flag,
                off == Tri::kUnknown ? "whether names resolve in the endpoint's network is unknown"
                                     : "names do not resolve in this network: requests to its endpoints leave by the internet or fail");
}

void check(const Resource& resource, RuleContext& ctx) {
  if (resource.kind == "terraform/module") {
    if (!resource["inputs"].is_missing() && resource["source"].equals("terraform-aws-modules/vpc/aws") == Tri::kTrue)
      judge(resource["inputs"]["enable_dns_support"], ctx);
    return;
  }
  // Gateways work by routes.
  const Value service = resource["service_name"];
  if (service.ends_with(".s3") == Tri::kTrue || service.ends_with(".dynamodb") == Tri::kTrue) return;
  for (const Resource* network : ctx.references(resource, "aws_vpc", "vpc_id")) judge((*network)["enable_dns_support"], ctx);
}

constexpr std::string_view kKinds[] = {"terraform/aws_vpc_endpoint", "terraform/module"};
constexpr std::string_view kTags[] = {"network"};
constexpr std::string_view kEquivalents[] = {
    "kics:e9b7acf9-9ba0-4837-a744-31e7df1e434d",
};

}  // namespace

extern constinit const NativeRule aws_endpoint_without_dns{
    .meta = {.id = "aws-endpoint-without-dns",
             .summary = "Endpoint stands in a network whose names do not resolve",
             .severity = Severity::kLow,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
