// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <iterator>
#include <string>

#include "analyzer/rule/rule.h"
#include "rules/terraform/lib_policy.h"
#include "rules/terraform/lib_resource_policy.h"

namespace platlint {
namespace {

constexpr std::string_view kPolicies[] = {"policy", "access_policy", "access_policies"};

void check_document(const Resource& resource, const Value& written, const Value& document, RuleContext& ctx) {
  const Value statements = document["Statement"];
  if (statements.is_open()) ctx.unknown(written, "the policy has statements that cannot be known");
  for (const Value& statement : statements.items()) {
    const Tri open = policy_facts::is_public(statement);
    if (open == Tri::kFalse) continue;
    const Value principal = statement["NotPrincipal"].is_absent() ? statement["Principal"] : statement["NotPrincipal"];
    const Value& at = principal.where().valid() ? principal : written;
    if (open == Tri::kUnknown) {
      ctx.unknown(at, "whether this statement lets everyone in is unknown");
      continue;
    }
    const bool bare = statement["Condition"].is_absent();
    FindingBuilder finding = ctx.report(at, bare ? "everyone is allowed, from any AWS account and mostly from the internet"
                                                 : "everyone is allowed, from any AWS account: the condition does not say who");
    // The security groups of the VPC stand in front; AWS documents this policy for it.
    if (!resource["vpc_options"].is_absent()) finding.severity(Severity::kLow);
    // What it is put on is not known here: an endpoint's policy limits its network alone.
    if (resource.type() == "data.aws_iam_policy_document") finding.severity(Severity::kMedium);
  }
}

void check(const Resource& resource, RuleContext& ctx) {
  if (resource.type() == "data.aws_iam_policy_document") {
    // Where something uses the document, it is told there.
    const Value document = resource["policy_document"];
    if (ctx.referrers(resource, "").empty() && document.is_known()) check_document(resource, document, document, ctx);
    return;
  }
  for (const std::string_view attribute : kPolicies) {
    const Value written = resource[attribute];
    if (written.is_absent()) continue;
    const Value document = resource[std::string(attribute) + ".document"];
    if (document.is_unknown()) ctx.unknown(written, "whether the policy lets everyone in is unknown");
    else check_document(resource, written, document, ctx);
  }
}

// Documents that are handed out, to be used elsewhere, too.
constexpr auto kKinds = [] {
  std::array<std::string_view, std::size(resource_policy::kKindsWithoutBuckets) + 1> all = {"terraform/data.aws_iam_policy_document"};
  std::copy(std::begin(resource_policy::kKindsWithoutBuckets), std::end(resource_policy::kKindsWithoutBuckets), all.begin() + 1);
  return all;
}();
constexpr std::string_view kTags[] = {"iam", "public-access"};
constexpr std::string_view kEquivalents[] = {
    "checkov:CKV_AWS_168",
    "checkov:CKV_AWS_169",
    "checkov:CKV_AWS_32",
    "checkov:CKV_AWS_33",
    "checkov:CKV_AWS_167",
    "checkov:CKV_AWS_387",
    "trivy:AWS-0032",
    "kics:e86e26fc-489e-44f0-9bcd-97305e4ba69a",
    "kics:b26d2b7e-60f6-413d-a3a1-a57db24aa2b3",
    "kics:fa00ce45-386d-4718-8392-fb485e1f3c5b",
    "kics:7ebc9038-0bde-479a-acc4-6ed7b6758899",
    "kics:fae52418-bb8b-4ac2-b287-0b9082d6a3fd",
    "kics:d25edb51-07fb-4a73-97d4-41cecdc53a22",
    "kics:34b921bd-90a0-402e-a0a5-dc73371fd963",
    "kics:730675f9-52ed-49b6-8ead-0acb5dd7df7f",
    "kics:abb06e5f-ef9a-4a99-98c6-376d396bfcdf",
    "kics:16c4216a-50d3-4785-bfb2-4adb5144a8ba",
    "checkov:CKV_AWS_283",
    "kics:db0ec4c4-852c-46a2-b4f3-7ec13cdb12a8",
};

}  // namespace

extern constinit const NativeRule aws_resource_policy_public{
    .meta = {.id = "aws-resource-policy-public",
             .summary = "Policy of a queue, topic, key, repository or vault lets everyone in",
             .severity = Severity::kHigh,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
