// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/rule.h"
#include "rules/terraform/lib_policy.h"

namespace platlint {
namespace {

bool is_account(std::string_view principal) {
  return principal.starts_with("arn:aws:iam::") || (principal.size() == 12 && principal.find_first_not_of("0123456789") == principal.npos);
}

// What refers to the caller's account, or to a role that is made here, is no other account.
void check(const Resource& resource, RuleContext& ctx) {
  const Value written = resource["policy"];
  const Value document = resource["policy.document"];
  if (document.is_unknown() && document.refs().empty()) ctx.unknown(written, "which accounts the topic is open to is unknown");
  for (const Value& statement : document["Statement"].items()) {
    if (policy_facts::allows(statement) != Tri::kTrue || !statement["Condition"].is_absent()) continue;
    const Value accounts = statement["Principal"]["AWS"];
    if (accounts.is_unknown() && accounts.refs().empty()) ctx.unknown(accounts, "which accounts the topic is open to is unknown");
    for (const Value& account : accounts.each())
      if (account.is_string() && is_account(account.as_string()))
        ctx.report(account, "this account, whichever it is, may use the topic on no condition").attribute("policy");
      else if (account.is_unknown() && account.refs().empty()) ctx.unknown(account, "which account this is is unknown");
  }
}

constexpr std::string_view kKinds[] = {"terraform/aws_sns_topic_policy"};
constexpr std::string_view kTags[] = {"messaging", "iam"};
constexpr std::string_view kEquivalents[] = {"checkov:CKV_AWS_385"};

}  // namespace

extern constinit const NativeRule aws_sns_other_account{
    .meta = {.id = "aws-sns-other-account",
             .summary = "Topic is open to an account that is written out",
             .severity = Severity::kInfo,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
