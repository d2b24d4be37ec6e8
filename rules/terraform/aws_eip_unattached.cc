// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "analyzer/rule/rule.h"

namespace platlint {
namespace {

// A name that points to the address uses what it is attached to, not the address.
bool attaches(const CodeDeclaration& user) { return user.type != "aws_route53_record"; }

// Asked of the code as it is written: what an output hands out is attached elsewhere.
void check(const Resource& resource, RuleContext& ctx) {
  const TerraformCode& code = *resource.code;
  if (code.broken) return;
  for (const CodeDeclaration& address : code.declarations) {
    if (address.kind != CodeKind::kResource || address.type != "aws_eip") continue;
    const bool used = std::any_of(code.references.begin(), code.references.end(), [&](const CodeReference& reference) {
      const CodeDeclaration& user = code.declarations[reference.declaration];
      return reference.address == address.address && user.address != address.address && attaches(user);
    });
    if (used) continue;
    for (const Resource* one : ctx.all("terraform/aws_eip")) {
      if (one->header != address.header) continue;
      const Value machine = (*one)["instance"];
      const Value interface = (*one)["network_interface"];
      if (machine.is_absent() && interface.is_absent())
        ctx.report(*one, address.header, "nothing uses the address, and AWS charges for it by the hour");
      else if (machine.is_unknown() && interface.is_absent() && machine.refs().empty())
        ctx.unknown(*one, machine, "whether the address is attached is unknown");
      break;
    }
  }
}

constexpr std::string_view kKinds[] = {"terraform/code"};
constexpr std::string_view kTags[] = {"network", "cost", "cleanup"};
constexpr std::string_view kEquivalents[] = {"checkov:CKV2_AWS_19"};

}  // namespace

extern constinit const NativeRule aws_eip_unattached{
    .meta = {.id = "aws-eip-unattached",
             .summary = "Public address is attached to nothing",
             .severity = Severity::kLow,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
