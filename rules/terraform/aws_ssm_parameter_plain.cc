// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string>

#include "analyzer/rule/rule.h"

namespace platlint {
namespace {

constexpr std::string_view kSecretEnds[] = {"password", "passwd",  "passphrase", "secret",      "token",
                                            "api_key",  "api-key", "apikey",     "private_key", "private-key"};

bool is_named_secret(const Value& name) {
  std::string text = name.text().value_or("");
  if (name.is_unknown()) text = name.unknown_info().suffix;
  std::transform(text.begin(), text.end(), text.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return std::any_of(std::begin(kSecretEnds), std::end(kSecretEnds), [&](std::string_view end) { return text.ends_with(end); });
}

void check(const Resource& parameter, RuleContext& ctx) {
  // AWS wants the names of images and of other services' settings in plain text.
  if (const Value data = parameter["data_type"]; !data.is_absent() && data.equals("text") != Tri::kTrue) return;
  const Value type = parameter["type"];
  if (type.is_unknown()) return (void)ctx.unknown(type, "whether the parameter is encrypted is unknown");
  if (type.equals("String") != Tri::kTrue && type.equals("StringList") != Tri::kTrue) return;
  if (is_named_secret(parameter["name"]))
    ctx.report(type, "by its name the parameter holds a secret, and whoever may read parameters reads it").severity(Severity::kMedium);
  else ctx.report(type, "whoever may read parameters reads it without the use of a key");
}

constexpr std::string_view kKinds[] = {"terraform/aws_ssm_parameter"};
constexpr std::string_view kTags[] = {"encryption", "secrets"};
constexpr std::string_view kEquivalents[] = {"checkov:CKV2_AWS_34"};

}  // namespace

extern constinit const NativeRule aws_ssm_parameter_plain{
    .meta = {.id = "aws-ssm-parameter-plain",
             .summary = "Parameter is stored in plain text",
             .severity = Severity::kInfo,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
