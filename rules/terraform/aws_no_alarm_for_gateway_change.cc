// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/rule.h"
#include "rules/terraform/lib_trail_alarm.h"

namespace platlint {
namespace {

constexpr std::string_view kWords[] = {"CreateCustomerGateway", "DeleteCustomerGateway", "AttachInternetGateway",
                                       "CreateInternetGateway", "DeleteInternetGateway", "DetachInternetGateway"};

void check(const Resource& resource, RuleContext& ctx) { trail_alarm::check(resource, ctx, kWords, "a network gateway changes"); }

constexpr std::string_view kTags[] = {"logging", "cis"};
constexpr std::string_view kControls[] = {"CIS-AWS-3.0:4.12"};
constexpr std::string_view kEquivalents[] = {"trivy:AWS-0158", "kics:6b6874fe-4c2f-4eea-8b90-7cceaa4a125e"};

}  // namespace

extern constinit const NativeRule aws_no_alarm_for_gateway_change{
    .meta = {.id = "aws-no-alarm-for-gateway-change",
             .summary = "No alarm goes off when a network gateway changes",
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
