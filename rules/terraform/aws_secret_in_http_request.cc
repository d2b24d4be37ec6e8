// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/rule.h"

namespace platlint {
namespace {

constexpr std::string_view kSecrets[] = {"aws_ssm_parameter", "data.aws_ssm_parameter", "aws_secretsmanager_secret_version",
                                         "data.aws_secretsmanager_secret_version"};

void check(const Resource& request, RuleContext& ctx) {
  for (const std::string_view kind : kSecrets)
    if (!ctx.references(request, kind, "url").empty()) {
      ctx.report(request["url"], "the value of a secret or parameter is part of the address that is called");
      return;
    }
}

constexpr std::string_view kKinds[] = {"terraform/data.http"};
constexpr std::string_view kTags[] = {"secrets"};
constexpr std::string_view kEquivalents[] = {"trivy:AWS-0134", "checkov:CKV2_AWS_36"};

}  // namespace

extern constinit const NativeRule aws_secret_in_http_request{
    .meta = {.id = "aws-secret-in-http-request",
             .summary = "Secret is sent to somebody by HTTP",
             .severity = Severity::kHigh,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
