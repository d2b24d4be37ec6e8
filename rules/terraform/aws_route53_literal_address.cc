// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/rule.h"
#include "rules/terraform/lib_cidr.h"

namespace platlint {
namespace {

// Private addresses cannot be taken over by others.
bool is_public(std::string_view text) {
  const auto range = cidr::read(text);
  return range && !cidr::is_private(*range);
}

void check(const Resource& record, RuleContext& ctx) {
  if (record["type"].equals("A") != Tri::kTrue) return;
  const Value addresses = record["records"];
  if (addresses.is_unknown() && addresses.refs().empty()) ctx.unknown(addresses, "where the record points to is unknown");
  for (const Value& address : addresses.items()) {
    if (address.is_string() && address.refs().empty() && is_public(address.as_string()))
      ctx.report(address, "when the address is given up, whoever gets it next answers for this name").attribute("records");
  }
  const Value target = record["alias"]["name"];
  if (target.is_string() && target.refs().empty() && target.origin() == nullptr)
    ctx.report(target, "when what has this name is deleted, whoever makes it again answers for the record").attribute("alias.name");
}

constexpr std::string_view kKinds[] = {"terraform/aws_route53_record"};
constexpr std::string_view kTags[] = {"dns"};
constexpr std::string_view kEquivalents[] = {"checkov:CKV2_AWS_23"};

}  // namespace

extern constinit const NativeRule aws_route53_literal_address{
    .meta = {.id = "aws-route53-literal-address",
             .summary = "DNS record points to an address that nothing here owns",
             .severity = Severity::kInfo,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
