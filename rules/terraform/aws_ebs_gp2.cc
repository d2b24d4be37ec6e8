// SPDX-License-Identifier: Apache-2.0
#include "rules/terraform/lib_fix.h"

namespace platlint {
namespace {

// Up to 1,000 GB gp3's 3,000 IOPS are at least what gp2 gives.
Applicability applicability_of(const Value& size) {
  const auto gigabytes = size.is_absent() ? std::optional<std::int64_t>(8) : size.int_value();
  return gigabytes && *gigabytes <= 1000 ? Applicability::kSafe : Applicability::kUnsafe;
}

void check_type(const Value& type, Applicability applicability, RuleContext& ctx) {
  if (type.equals("gp2") == Tri::kTrue)
    offer_literal(ctx.report(type, "gp2 costs a fifth more than gp3 and is slower; use gp3").attribute("type"), ctx, type, "\"gp2\"",
                  "\"gp3\"", applicability);
  else if (type.is_unknown()) ctx.unknown(type, "the volume's type is unknown");
}

void check(const Resource& resource, RuleContext& ctx) {
  if (resource.type() == "aws_ebs_volume") check_type(resource["type"], applicability_of(resource["size"]), ctx);
  // A database reorganises its storage for hours and takes no other change meanwhile.
  if (resource.type() == "aws_db_instance") check_type(resource["storage_type"], Applicability::kUnsafe, ctx);
  for (const std::string_view block : {"root_block_device", "ebs_block_device"})
    for (const Value& device : resource[block].items()) check_type(device["volume_type"], applicability_of(device["volume_size"]), ctx);
  for (const Value& mapping : resource["block_device_mappings"].items())
    check_type(mapping["ebs"]["volume_type"], applicability_of(mapping["ebs"]["volume_size"]), ctx);
}

constexpr std::string_view kKinds[] = {"terraform/aws_ebs_volume", "terraform/aws_instance", "terraform/aws_launch_template",
                                       "terraform/aws_db_instance"};
constexpr std::string_view kTags[] = {"cost"};

}  // namespace

extern constinit const NativeRule aws_ebs_gp2{
    .meta = {.id = "aws-ebs-gp2",
             .summary = "EBS volume of the old type gp2",
             .severity = Severity::kLow,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .fixable = true},
    .check = check,
};

}  // namespace platlint
