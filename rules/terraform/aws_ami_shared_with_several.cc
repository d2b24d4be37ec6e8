// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/rule.h"
#include "rules/terraform/lib_ami.h"

namespace platlint {
namespace {

void check(const Resource& permission, RuleContext& ctx) {
  const Value grantee = ami::grantee(permission);
  if (!grantee.is_missing() && ami::has_company(permission, ctx))
    ctx.report(grantee, "one of several accounts that can start the image and read all that is on its disk");
}

constexpr std::string_view kTags[] = {"compute"};
constexpr std::string_view kEquivalents[] = {
    "checkov:CKV_AWS_205",
    "kics:ba4e0031-3e9d-4d7d-b0d6-bd8f003f8698",
};

}  // namespace

extern constinit const NativeRule aws_ami_shared_with_several{
    .meta = {.id = "aws-ami-shared-with-several",
             .summary = "Image is shared with several accounts",
             .severity = Severity::kInfo,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = ami::kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
