// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/rule.h"

namespace platlint {
namespace {

// Only a repository that makes IAM roles for CI can be asked whether it makes this one.
bool makes_roles(const RuleContext& ctx) {
  for (const Resource* role : ctx.all("terraform/aws_iam_role"))
    for (const Value& statement : (*role)["assume_role_policy.document"]["Statement"].items())
      if (!statement["Principal"]["Federated"].is_absent()) return true;
  return false;
}

bool any_unknown_name(const RuleContext& ctx) {
  for (const Resource* role : ctx.all("terraform/aws_iam_role"))
    if ((*role)["name"].is_unknown() || ((*role)["name"].is_absent() && (*role)["name_prefix"].is_absent())) return true;
  return false;
}

void check_role(const Resource& resource, const Value& arn, RuleContext& ctx) {
  if (!arn.is_string()) return;
  const std::string_view text = arn.as_string();
  const std::size_t at = text.find(":role/");
  // The account may be a variable; the role's name must be known.
  if (!text.starts_with("arn:aws") || at == std::string_view::npos || text.find('$', at) != std::string_view::npos) return;
  if (!ctx.references(resource, "terraform/aws_iam_role").empty() || !makes_roles(ctx)) return;
  const std::string name(text.substr(at + 6));
  if (any_unknown_name(ctx))
    ctx.unknown(arn, "whether a role \"" + name + "\" exists is unknown: some roles here have names that cannot be known");
  else ctx.report(arn, "no Terraform code of this repository makes a role named \"" + name + "\"").attribute("role");
}

void check(const Resource& resource, RuleContext& ctx) {
  if (resource.kind == "github/step") {
    if (resource["uses"].starts_with("aws-actions/configure-aws-credentials") == Tri::kTrue)
      check_role(resource, resource["with"]["role-to-assume"], ctx);
  } else if (resource.kind == "gitlab/job") {
    for (const Member& variable : resource["variables"].members())
      check_role(resource, variable.value.is_map() ? variable.value["value"] : variable.value, ctx);
  } else {
    check_role(resource, resource["metadata"]["annotations"]["eks.amazonaws.com/role-arn"], ctx);
  }
}

constexpr std::string_view kKinds[] = {"github/step", "gitlab/job", "kubernetes/ServiceAccount"};
constexpr std::string_view kTags[] = {"oidc", "ci", "iam"};

}  // namespace

extern constinit const NativeRule ci_role_not_found{
    .meta = {.id = "ci-role-not-found",
             .summary = "Job assumes a role that no Terraform code provides",
             .severity = Severity::kMedium,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags},
    .check = check,
};

}  // namespace platlint
