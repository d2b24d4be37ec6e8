// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/pattern.h"
#include "analyzer/rule/rule.h"

namespace platlint {
namespace {

void check(const Resource& resource, RuleContext& ctx) {
  const std::string& pattern = ctx.settings().secret_name_pattern;
  const Value name = resource["name"];
  // Plain parameters are configuration, not secrets.
  if (pattern.empty() || name.is_absent() ||
      (resource.type() == "aws_ssm_parameter" && resource["type"].equals("SecureString") != Tri::kTrue))
    return;
  const Tri fits = matches_pattern(name, pattern);
  if (fits == Tri::kFalse) ctx.report(name, "the name does not match " + pattern + ", by which access is granted").attribute("name");
  else if (fits == Tri::kUnknown) ctx.unknown(name, "whether the name matches " + pattern + " is unknown");
}

constexpr std::string_view kKinds[] = {"terraform/aws_secretsmanager_secret", "terraform/aws_ssm_parameter"};
constexpr std::string_view kTags[] = {"naming", "secrets"};
constexpr std::string_view kOptions[] = {"secret_name_pattern"};

}  // namespace

extern constinit const NativeRule aws_secret_name_pattern{
    .meta = {.id = "aws-secret-name-pattern",
             .summary = "Secret does not follow the hierarchy of names",
             .severity = Severity::kLow,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .options = kOptions},
    .check = check,
};

}  // namespace platlint
