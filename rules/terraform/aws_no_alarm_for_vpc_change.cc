// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/rule.h"
#include "rules/terraform/lib_trail_alarm.h"

namespace platlint {
namespace {

constexpr std::string_view kWords[] = {"CreateVpc",
                                       "DeleteVpc",
                                       "ModifyVpcAttribute",
                                       "AcceptVpcPeeringConnection",
                                       "CreateVpcPeeringConnection",
                                       "DeleteVpcPeeringConnection",
                                       "RejectVpcPeeringConnection"};

void check(const Resource& resource, RuleContext& ctx) { trail_alarm::check(resource, ctx, kWords, "a VPC or a peering changes"); }

constexpr std::string_view kTags[] = {"logging", "cis"};
constexpr std::string_view kControls[] = {"CIS-AWS-3.0:4.14"};
constexpr std::string_view kEquivalents[] = {"trivy:AWS-0160", "kics:9d0d4512-1959-43a2-a17f-72360ff06d1b"};

}  // namespace

extern constinit const NativeRule aws_no_alarm_for_vpc_change{
    .meta = {.id = "aws-no-alarm-for-vpc-change",
             .summary = "No alarm goes off when a VPC or a peering changes",
             .severity = Severity::kInfo,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = trail_alarm::kKinds,
             .tags = kTags,
             .controls = kControls,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
