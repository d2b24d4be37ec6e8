// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/rule.h"
#include "rules/terraform/lib_network_acl.h"

namespace platlint {
namespace {

void check(const Resource& resource, RuleContext& ctx) { network_acl::check_port(resource, ctx, 20, "FTP data"); }

constexpr std::string_view kTags[] = {"network"};
constexpr std::string_view kEquivalents[] = {"checkov:CKV_AWS_230"};

}  // namespace

extern constinit const NativeRule aws_network_acl_ftp_open{
    .meta = {.id = "aws-network-acl-ftp-open",
             .summary = "Network ACL lets the internet in to FTP data",
             .severity = Severity::kInfo,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = network_acl::kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
