// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/rule.h"

namespace platlint {
namespace {

constexpr std::string_view kChecks[] = {"ENCRYPTED_VOLUMES", "EC2_EBS_ENCRYPTION_BY_DEFAULT"};

// Said once for all rules of a root, at the first of them.
void check(const Resource& rule, RuleContext& ctx) {
  const auto rules = ctx.siblings(rule, "aws_config_config_rule");
  if (rules.empty() || rules.front() != &rule) return;
  // What a pack holds stands in a template; what the organization rolls out, in its own account.
  if (!ctx.siblings(rule, "aws_config_conformance_pack").empty() || !ctx.siblings(rule, "aws_config_organization_managed_rule").empty())
    return;
  for (const Resource* one : rules) {
    const Value source = (*one)["source"]["source_identifier"];
    for (const std::string_view wanted : kChecks) {
      const Tri is = source.equals(wanted);
      if (is == Tri::kTrue) return;
      if (is == Tri::kUnknown) return void(ctx.unknown(source, "whether a rule looks at the encryption of volumes is unknown"));
    }
  }
  ctx.report(rule.header, "none of the rules declared here looks whether volumes are encrypted (ENCRYPTED_VOLUMES)");
}

constexpr std::string_view kKinds[] = {"terraform/aws_config_config_rule"};
constexpr std::string_view kTags[] = {"audit", "encryption"};
constexpr std::string_view kEquivalents[] = {"kics:abdb29d4-5ca1-4e91-800b-b3569bbd788c"};

}  // namespace

extern constinit const NativeRule aws_config_volumes_unchecked{
    .meta = {.id = "aws-config-volumes-unchecked",
             .summary = "No rule of AWS Config looks at the encryption of volumes",
             .severity = Severity::kInfo,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
