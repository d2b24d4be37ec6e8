// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/rule.h"
#include "rules/terraform/lib_trail_alarm.h"

namespace platlint {
namespace {

constexpr std::string_view kWords[] = {"CreateNetworkAcl",      "CreateNetworkAclEntry",  "DeleteNetworkAcl",
                                       "DeleteNetworkAclEntry", "ReplaceNetworkAclEntry", "ReplaceNetworkAclAssociation"};

void check(const Resource& resource, RuleContext& ctx) { trail_alarm::check(resource, ctx, kWords, "a network ACL changes"); }

constexpr std::string_view kTags[] = {"logging", "cis"};
constexpr std::string_view kControls[] = {"CIS-AWS-3.0:4.11"};
constexpr std::string_view kEquivalents[] = {"trivy:AWS-0157", "kics:0a8e8dc5-b6fc-44fc-b5a1-969ec950f9b0"};

}  // namespace

extern constinit const NativeRule aws_no_alarm_for_network_acl_change{
    .meta = {.id = "aws-no-alarm-for-network-acl-change",
             .summary = "No alarm goes off when a network ACL changes",
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
