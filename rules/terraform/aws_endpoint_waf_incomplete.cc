// SPDX-License-Identifier: Apache-2.0
#include <vector>

#include "analyzer/rule/rule.h"

namespace platlint {
namespace {

Tri has_group(const Resource& acl, std::string_view group) {
  const Value rules = acl["rule"];
  Tri result = rules.is_unknown() || rules.is_open() ? Tri::kUnknown : Tri::kFalse;
  for (const Value& rule : rules.items()) result = tri_or(result, rule["statement"]["managed_rule_group_statement"]["name"].equals(group));
  return result;
}

// Those of a distribution stand in it, those of others are associated.
std::vector<const Resource*> acls_of(const Resource& endpoint, const RuleContext& ctx) {
  if (endpoint.type() == "aws_cloudfront_distribution") return ctx.references(endpoint, "aws_wafv2_web_acl", "web_acl_id");
  std::vector<const Resource*> acls;
  for (const Resource* association : ctx.referrers(endpoint, "aws_wafv2_web_acl_association", "resource_arn"))
    for (const Resource* acl : ctx.references(*association, "aws_wafv2_web_acl", "web_acl_arn")) acls.push_back(acl);
  return acls;
}

void check(const Resource& endpoint, RuleContext& ctx) {
  if (endpoint["internal"].is_true() == Tri::kTrue) return;
  for (const Resource* acl : acls_of(endpoint, ctx)) {
    const Tri complete =
        tri_and(has_group(*acl, "AWSManagedRulesKnownBadInputsRuleSet"), has_group(*acl, "AWSManagedRulesAnonymousIpList"));
    if (complete == Tri::kTrue) continue;
    const Value own = endpoint["web_acl_id"];
    const Value& at = own.is_missing() ? Value::missing(endpoint.header) : own;
    if (complete == Tri::kUnknown) ctx.unknown(at, "whether its web ACL has the managed groups is unknown");
    else
      ctx.report(at, "its web ACL has not both managed groups: known bad inputs (Log4Shell and its like) and anonymous addresses")
          .note(acl->header, "the web ACL");
  }
}

constexpr std::string_view kKinds[] = {"terraform/aws_cloudfront_distribution",
                                       "terraform/aws_lb",
                                       "terraform/aws_alb",
                                       "terraform/aws_api_gateway_stage",
                                       "terraform/aws_apigatewayv2_api",
                                       "terraform/aws_appsync_graphql_api"};
constexpr std::string_view kTags[] = {"waf"};
constexpr std::string_view kEquivalents[] = {"checkov:CKV2_AWS_47", "checkov:CKV2_AWS_76", "checkov:CKV2_AWS_77", "checkov:CKV2_AWS_78"};

}  // namespace

extern constinit const NativeRule aws_endpoint_waf_incomplete{
    .meta = {.id = "aws-endpoint-waf-incomplete",
             .summary = "Web ACL of an endpoint lacks the managed rules for attacks on libraries",
             .severity = Severity::kInfo,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
