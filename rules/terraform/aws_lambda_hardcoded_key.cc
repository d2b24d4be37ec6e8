// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string>

#include "analyzer/rule/rule.h"

namespace platlint {
namespace {

bool is_access_key(std::string_view text) { return text.size() == 20 && (text.starts_with("AKIA") || text.starts_with("ASIA")); }

bool names_secret_key(std::string_view name) {
  std::string upper(name);
  std::transform(upper.begin(), upper.end(), upper.begin(), [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
  return upper.find("SECRET") != std::string::npos && upper.find("KEY") != std::string::npos;
}

void check(const Resource& function, RuleContext& ctx) {
  for (const Member& variable : function["environment"]["variables"].members()) {
    if (!variable.value.is_string()) continue;
    const std::string_view text = variable.value.as_string();
    if (!is_access_key(text) && !(text.size() == 40 && names_secret_key(variable.key))) continue;
    ctx.report(variable.value, "whoever may read the function, or this repository, has this key: give the function a role")
        .attribute(variable.key)
        .secret();
  }
}

constexpr std::string_view kKinds[] = {"terraform/aws_lambda_function"};
constexpr std::string_view kTags[] = {"serverless", "secrets"};
constexpr std::string_view kEquivalents[] = {"checkov:CKV_AWS_45", "kics:1402afd8-a95c-4e84-8b0b-6fb43758e6ce"};

}  // namespace

extern constinit const NativeRule aws_lambda_hardcoded_key{
    .meta = {.id = "aws-lambda-hardcoded-key",
             .summary = "Lambda environment holds an access key of AWS",
             .severity = Severity::kCritical,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
