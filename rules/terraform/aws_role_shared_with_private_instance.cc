// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstdint>
#include <map>
#include <span>
#include <vector>

#include "analyzer/rule/rule.h"

namespace platlint {
namespace {

enum class Side : std::uint8_t { kUnsaid, kPublic, kPrivate };

struct Machine {
  const CodeDeclaration* declaration = nullptr;
  const CodeArgument* profile_argument = nullptr;
  std::string_view profile = {};
  Side side = Side::kUnsaid;
};

bool says(std::string_view name, std::string_view word) { return name.find(word) != std::string_view::npos; }

// What the subnet is called is all that the code says of it where the network is another module's.
Machine read(const TerraformCode& code, std::uint32_t index, std::span<const CodeReference> references) {
  const CodeDeclaration& declaration = code.declarations[index];
  Machine machine = {&declaration, declaration.find("iam_instance_profile"), {}, Side::kUnsaid};
  const CodeArgument* subnet = declaration.find("subnet_id");
  if (machine.profile_argument == nullptr) return machine;
  for (const CodeReference& reference : references) {
    if (machine.profile_argument->value_range.contains(reference.range)) machine.profile = reference.address;
    if (subnet == nullptr || !subnet->value_range.contains(reference.range)) continue;
    for (const std::string_view name : {reference.member, reference.name})
      if (says(name, "public") != says(name, "private")) machine.side = says(name, "public") ? Side::kPublic : Side::kPrivate;
  }
  return machine;
}

bool is_machine(const CodeDeclaration& declaration) {
  if (declaration.kind == CodeKind::kResource) return declaration.type == "aws_instance";
  const CodeArgument* source = declaration.kind == CodeKind::kModule ? declaration.find("source") : nullptr;
  return source != nullptr && source->is_text && source->text == "terraform-aws-modules/ec2-instance/aws";
}

void check(const Resource& resource, RuleContext& ctx) {
  const TerraformCode& code = *resource.code;
  std::map<std::string_view, std::vector<Machine>> sharing;
  for (std::size_t at = 0; at < code.references.size();) {
    std::size_t end = at;
    const std::uint32_t index = code.references[at].declaration;
    while (end < code.references.size() && code.references[end].declaration == index) ++end;
    if (is_machine(code.declarations[index])) {
      const Machine machine = read(code, index, code.references.subspan(at, end - at));
      if (!machine.profile.empty()) sharing[machine.profile].push_back(machine);
    }
    at = end;
  }
  for (const auto& [profile, machines] : sharing) {
    const bool hidden = std::any_of(machines.begin(), machines.end(), [](const Machine& one) { return one.side == Side::kPrivate; });
    for (const Machine& machine : machines)
      if (hidden && machine.side == Side::kPublic)
        ctx.report(code, machine.declaration, machine.profile_argument->value_range,
                   "a machine in a public subnet has the role of machines in private ones: who takes it may do what they may");
  }
}

constexpr std::string_view kKinds[] = {"terraform/code"};
constexpr std::string_view kTags[] = {"iam", "compute", "network"};
constexpr std::string_view kEquivalents[] = {
    "kics:c53c7a89-f9d7-4c7b-8b66-8a555be99593",
};

}  // namespace

extern constinit const NativeRule aws_role_shared_with_private_instance{
    .meta = {.id = "aws-role-shared-with-private-instance",
             .summary = "Public and private instances share a role",
             .severity = Severity::kLow,
             .confidence = Confidence::kMedium,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
