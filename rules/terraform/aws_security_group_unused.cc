// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <utility>
#include <vector>

#include "analyzer/rule/rule.h"

namespace platlint {
namespace {

// A rule belongs to its group, it does not use it; as the source of another group's rule the group is used.
bool is_own_rule(const CodeDeclaration& declaration, const CodeReference& reference) {
  if (declaration.type != "aws_security_group_rule" && declaration.type != "aws_vpc_security_group_ingress_rule" &&
      declaration.type != "aws_vpc_security_group_egress_rule")
    return false;
  const CodeArgument* group = declaration.find("security_group_id");
  return group != nullptr && group->value_range.contains(reference.range);
}

// Each of thousands of groups would be looked for in each of thousands of machines.
std::vector<const Resource*> first_of(std::vector<const Resource*> all) {
  constexpr std::size_t kMostUsers = 250;
  if (all.size() > kMostUsers) all.resize(kMostUsers);
  return all;
}

// In the default VPC groups are named by their names.
bool used_by_name(const Resource& group, const RuleContext& ctx) {
  const auto name = group["name"].string_value();
  if (!name || name->empty()) return false;
  for (const auto& [kind, attribute] :
       {std::pair{"aws_instance", "security_groups"}, std::pair{"aws_launch_configuration", "security_groups"},
        std::pair{"aws_launch_template", "security_group_names"}, std::pair{"aws_spot_instance_request", "security_groups"},
        std::pair{"aws_elb", "security_groups"}})
    for (const Resource* user : first_of(ctx.siblings(group, kind)))
      if ((*user)[attribute].has_item(*name) == Tri::kTrue) return true;
  return false;
}

// Asked of the code as it is written: what is looked up by unknown keys, or handed out by an output, is used as well.
void check(const Resource& resource, RuleContext& ctx) {
  const TerraformCode& code = *resource.code;
  if (code.broken) return;
  for (const CodeDeclaration& group : code.declarations) {
    if (group.kind != CodeKind::kResource || group.type != "aws_security_group") continue;
    const bool used = std::any_of(code.references.begin(), code.references.end(), [&](const CodeReference& reference) {
      const CodeDeclaration& user = code.declarations[reference.declaration];
      return reference.address == group.address && user.address != group.address && !is_own_rule(user, reference);
    });
    if (used) continue;
    for (const Resource* one : ctx.all("terraform/aws_security_group"))
      if (one->header == group.header) {
        if (!used_by_name(*one, ctx)) ctx.report(*one, group.header, "nothing in this repository uses the security group");
        break;
      }
  }
}

constexpr std::string_view kKinds[] = {"terraform/code"};
constexpr std::string_view kTags[] = {"network", "cleanup"};
constexpr std::string_view kEquivalents[] = {"checkov:CKV2_AWS_5", "kics:4849211b-ac39-479e-ae78-5694d506cb24"};

}  // namespace

extern constinit const NativeRule aws_security_group_unused{
    .meta = {.id = "aws-security-group-unused",
             .summary = "Security group is attached to nothing",
             .severity = Severity::kInfo,
             .confidence = Confidence::kMedium,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
