// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/rule.h"
#include "rules/terraform/lib_user_data.h"

namespace platlint {
namespace {

void check(const Resource& machine, RuleContext& ctx) {
  for (const user_data::Text& data : user_data::texts_of(machine)) {
    if (data.at.is_unknown()) ctx.unknown(data.at, "whether the user data holds credentials is unknown");
    else if (user_data::holds_access_key(data.text))
      ctx.report(data.at,
                 "an access key stands in the user data, which everything on the machine, and everyone who may describe it, can read")
          .secret();
  }
}

constexpr std::string_view kTags[] = {"compute", "secrets"};
constexpr std::string_view kEquivalents[] = {
    "checkov:CKV_AWS_46",
    "trivy:AWS-0029",
    "trivy:AWS-0129",
    "kics:d7b9d850-3e06-4a75-852f-c46c2e92240b",
    "kics:0b93729a-d882-4803-bdc3-ac429a21f158",
};

}  // namespace

extern constinit const NativeRule aws_credentials_in_user_data{
    .meta = {.id = "aws-credentials-in-user-data",
             .summary = "Machine gets AWS credentials through its user data",
             .severity = Severity::kCritical,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = user_data::kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
