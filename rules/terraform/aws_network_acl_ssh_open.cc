// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/rule.h"
#include "rules/terraform/lib_network_acl.h"

namespace platlint {
namespace {

void check(const Resource& resource, RuleContext& ctx) { network_acl::check_port(resource, ctx, 22, "SSH"); }

constexpr std::string_view kTags[] = {"network"};
constexpr std::string_view kControls[] = {"CIS-AWS-3.0:5.1"};
constexpr std::string_view kEquivalents[] = {"checkov:CKV_AWS_232", "trivy:AWS-0105", "kics:3af7f2fd-06e6-4dab-b996-2912bea19ba4"};

}  // namespace

extern constinit const NativeRule aws_network_acl_ssh_open{
    .meta = {.id = "aws-network-acl-ssh-open",
             .summary = "Network ACL lets the internet in to SSH",
             .severity = Severity::kLow,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = network_acl::kKinds,
             .tags = kTags,
             .controls = kControls,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
