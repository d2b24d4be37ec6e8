// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/rule.h"
#include "rules/terraform/lib_trail_alarm.h"

namespace platlint {
namespace {

constexpr std::string_view kWords[] = {"CreateRoute",      "CreateRouteTable", "ReplaceRoute",          "ReplaceRouteTableAssociation",
                                       "DeleteRouteTable", "DeleteRoute",      "DisassociateRouteTable"};

void check(const Resource& resource, RuleContext& ctx) { trail_alarm::check(resource, ctx, kWords, "a route table changes"); }

constexpr std::string_view kTags[] = {"logging", "cis"};
constexpr std::string_view kControls[] = {"CIS-AWS-3.0:4.13"};
constexpr std::string_view kEquivalents[] = {"trivy:AWS-0159", "kics:2285e608-ddbc-47f3-ba54-ce7121e31216"};

}  // namespace

extern constinit const NativeRule aws_no_alarm_for_route_change{
    .meta = {.id = "aws-no-alarm-for-route-change",
             .summary = "No alarm goes off when a route table changes",
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
