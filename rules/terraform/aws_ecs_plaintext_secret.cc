// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string>

#include "analyzer/rule/rule.h"

namespace platlint {
namespace {

constexpr std::string_view kSecretWords[] = {"SECRET", "PASSWORD", "PASSWD", "TOKEN", "PRIVATE_KEY", "API_KEY", "APIKEY", "CREDENTIALS"};
constexpr std::string_view kOtherEnds[] = {"_FILE",   "_PATH",   "_URL",      "_URI",    "_NAME",       "_ARN",
                                           "_ID",     "_TTL",    "_LENGTH",   "_EXPIRY", "_EXPIRES_IN", "_TYPE",
                                           "_HEADER", "_ISSUER", "_AUDIENCE", "_PREFIX", "_ALGORITHM"};

bool names_secret(std::string_view name) {
  std::string upper(name);
  std::transform(upper.begin(), upper.end(), upper.begin(), [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
  return std::any_of(std::begin(kSecretWords), std::end(kSecretWords),
                     [&](std::string_view word) { return upper.find(word) != std::string::npos; }) &&
         std::none_of(std::begin(kOtherEnds), std::end(kOtherEnds), [&](std::string_view end) { return upper.ends_with(end); });
}

// scheme://user:password@host
bool holds_password(const Value& value) {
  if (!value.is_string()) return false;
  const std::string_view text = value.as_string();
  const std::size_t at = text.find('@');
  const std::size_t scheme = text.find("://");
  return at != std::string_view::npos && scheme != std::string_view::npos && scheme < at &&
         text.substr(scheme + 3, at - scheme - 3).find(':') != std::string_view::npos;
}

void check(const Resource& task, RuleContext& ctx) {
  for (const Value& container : task["containers"].items())
    for (const Value& variable : container["environment"].items()) {
      const Value value = variable["value"];
      const auto name = variable["name"].string_value();
      if (!name || value.is_absent() || value.equals("") == Tri::kTrue) continue;
      const bool switches = value.equals("true") == Tri::kTrue || value.equals("false") == Tri::kTrue;
      if ((!names_secret(*name) || switches) && !holds_password(value)) continue;
      const Value at = value.where().valid() ? value : value.used_at(task["container_definitions"].where());
      ctx.report(at,
                 std::string(*name) + " is readable for everybody who may describe the task; take it from Secrets Manager with `secrets`")
          .attribute(*name);
    }
}

constexpr std::string_view kKinds[] = {"terraform/aws_ecs_task_definition"};
constexpr std::string_view kTags[] = {"containers", "secrets"};
constexpr std::string_view kEquivalents[] = {"trivy:AWS-0036"};

}  // namespace

extern constinit const NativeRule aws_ecs_plaintext_secret{
    .meta = {.id = "aws-ecs-plaintext-secret",
             .summary = "Secret in the plain environment of an ECS task",
             .severity = Severity::kHigh,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
