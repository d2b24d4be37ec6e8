// SPDX-License-Identifier: Apache-2.0
#include <cstdint>

#include "analyzer/rule/rule.h"

namespace platlint {
namespace {

void check(const Resource& rule, RuleContext& ctx) {
  constexpr std::int64_t kEnough = 2;
  const Value text = rule["content"];
  const Value* content = text.encoded();
  if (content == nullptr) {
    if (text.is_unknown()) ctx.unknown(text, "how many approvals are needed is unknown");
    return;
  }
  const Value statements = (*content)["Statements"];
  if (statements.is_unknown()) ctx.unknown(text, "how many approvals are needed is unknown");
  for (const Value& statement : statements.items()) {
    const Value needed = statement["NumberOfApprovalsNeeded"];
    if (needed.is_unknown()) ctx.unknown(text, "how many approvals are needed is unknown");
    else if (needed.int_value().value_or(0) < kEnough)
      ctx.report(text, "one person can approve what another, or the same person under another name, wrote");
  }
}

constexpr std::string_view kKinds[] = {"terraform/aws_codecommit_approval_rule_template"};
constexpr std::string_view kTags[] = {"supply-chain"};
constexpr std::string_view kEquivalents[] = {"checkov:CKV_AWS_257"};

}  // namespace

extern constinit const NativeRule aws_codecommit_few_approvals{
    .meta = {.id = "aws-codecommit-few-approvals",
             .summary = "CodeCommit asks for fewer than two approvals",
             .severity = Severity::kInfo,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
