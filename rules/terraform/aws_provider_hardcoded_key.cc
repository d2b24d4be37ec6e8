// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "analyzer/rule/rule.h"

namespace platlint {
namespace {

bool is_access_key(std::string_view text) { return text.size() == 20 && (text.starts_with("AKIA") || text.starts_with("ASIA")); }

// Emulators want a key and take any: "test", "mock_access_key".
bool is_secret_key(std::string_view text) {
  return text.size() == 40 && std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '/' || c == '+';
         });
}

void check(const Resource& provider, RuleContext& ctx) {
  if (provider.name != "aws") return;
  const Value access = provider["access_key"];
  const Value secret = provider["secret_key"];
  if (access.is_string() && is_access_key(access.as_string()))
    ctx.report(access, "whoever reads this repository has this access key").attribute("access_key").secret();
  if (secret.is_string() && is_secret_key(secret.as_string()))
    ctx.report(secret, "whoever reads this repository has this secret key").attribute("secret_key").secret();
}

constexpr std::string_view kKinds[] = {"terraform/provider"};
constexpr std::string_view kTags[] = {"secrets", "iam"};
constexpr std::string_view kEquivalents[] = {"checkov:CKV_AWS_41"};

}  // namespace

extern constinit const NativeRule aws_provider_hardcoded_key{
    .meta = {.id = "aws-provider-hardcoded-key",
             .summary = "Provider has its access key written into the code",
             .severity = Severity::kCritical,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
