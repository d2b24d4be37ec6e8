// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/rule.h"
#include "rules/terraform/lib_ami.h"

namespace platlint {
namespace {

void check(const Resource& permission, RuleContext& ctx) {
  const Value grantee = ami::grantee(permission);
  if (grantee.is_missing() || ami::has_company(permission, ctx)) return;
  // What is not known may be null, and what stands there then is no grant.
  if (grantee.is_unknown() && !grantee.unknown_info().not_null && !grantee.is_computed())
    ctx.unknown(grantee, "whether the image is shared is unknown");
  else ctx.report(grantee, "whoever starts the image can read all that is on its disk");
}

constexpr std::string_view kTags[] = {"compute"};
constexpr std::string_view kEquivalents[] = {
    "checkov:CKV_AWS_205",
};

}  // namespace

extern constinit const NativeRule aws_ami_shared{
    .meta = {.id = "aws-ami-shared",
             .summary = "Image is shared with another account",
             .severity = Severity::kInfo,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = ami::kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
