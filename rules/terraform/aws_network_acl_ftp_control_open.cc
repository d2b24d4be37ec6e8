// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/rule.h"
#include "rules/terraform/lib_network_acl.h"

namespace platlint {
namespace {

void check(const Resource& resource, RuleContext& ctx) { network_acl::check_port(resource, ctx, 21, "FTP"); }

constexpr std::string_view kTags[] = {"network"};
constexpr std::string_view kEquivalents[] = {"checkov:CKV_AWS_229"};

}  // namespace

extern constinit const NativeRule aws_network_acl_ftp_control_open{
    .meta = {.id = "aws-network-acl-ftp-control-open",
             .summary = "Network ACL lets the internet in to FTP",
             .severity = Severity::kLow,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = network_acl::kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
