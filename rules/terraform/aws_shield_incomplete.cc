// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string>

#include "analyzer/rule/rule.h"

namespace platlint {
namespace {

// An ARN that is made of another resource's attributes is that resource's; of the account's number and region it is anybody's.
bool names_another(const Value& arn) {
  return std::any_of(arn.refs().begin(), arn.refs().end(), [](const Ref& ref) {
    return !ref.attribute.empty() && ref.address.find("data.") == std::string_view::npos &&
           ref.address.find("var.") == std::string_view::npos;
  });
}

void check(const Resource& resource, RuleContext& ctx) {
  // What is inside of a VPC faces nobody.
  if (resource["internal"].is_true() == Tri::kTrue || !resource["vpc_id"].is_absent()) return;
  if (resource.type() == "aws_route53_zone" && !resource["vpc"].is_absent()) return;
  const auto protections = ctx.siblings(resource, "aws_shield_protection");
  if (protections.empty() || !ctx.referrers(resource, "aws_shield_protection", "resource_arn").empty()) return;
  for (const Resource* protection : protections) {
    const Value arn = (*protection)["resource_arn"];
    if (arn.is_unknown() && !names_another(arn))
      return void(ctx.unknown(Value::missing(resource.header), "whether Shield protects this is unknown"));
  }
  ctx.report(resource.header, "Shield Advanced is in use next to this, and this is not protected by it");
}

constexpr std::string_view kKinds[] = {"terraform/aws_eip",
                                       "terraform/aws_cloudfront_distribution",
                                       "terraform/aws_route53_zone",
                                       "terraform/aws_lb",
                                       "terraform/aws_alb",
                                       "terraform/aws_elb",
                                       "terraform/aws_globalaccelerator_accelerator"};
constexpr std::string_view kTags[] = {"network", "availability"};
constexpr std::string_view kEquivalents[] = {"kics:084c6686-2a70-4710-91b1-000393e54c12"};

}  // namespace

extern constinit const NativeRule aws_shield_incomplete{
    .meta = {.id = "aws-shield-incomplete",
             .summary = "Shield Advanced is paid for, and not used here",
             .severity = Severity::kInfo,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
