// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string>

#include "analyzer/rule/rule.h"
#include "rules/terraform/lib_user_data.h"

namespace platlint {
namespace {

constexpr std::string_view kFiles[] = {"/.aws/credentials", "/.aws/config", "/etc/aws/credentials", "/etc/aws/config", "/etc/awscli.conf"};

bool names_file(std::string_view text) {
  return std::any_of(std::begin(kFiles), std::end(kFiles),
                     [&](std::string_view file) { return text.find(file) != std::string_view::npos; });
}

// Scripts that Terraform runs on the machine, files that it puts there.
void check_provisioner(const Value& provisioner, RuleContext& ctx) {
  const Value destination = provisioner["destination"];
  if (destination.is_unknown() || !provisioner["inline"].is_wholly_known()) ctx.leave_open();
  if (destination.is_string() && names_file(destination.as_string()))
    ctx.report(destination, "a file of AWS credentials is copied to the machine: give it a role");
  for (const Value& command : provisioner["inline"].each())
    if (command.is_string() && (user_data::sets_access_key(command.as_string()) || names_file(command.as_string())))
      return (void)ctx.report(command, "access keys are set up on the machine: give it a role").secret();
}

void check(const Resource& machine, RuleContext& ctx) {
  const auto texts = user_data::texts_of(machine);
  user_data::leave_unknown_open(texts, ctx);
  for (const user_data::Text& data : texts)
    if (!user_data::holds_access_key(data.text) && user_data::sets_access_key(data.text))
      ctx.report(data.at, "the user data sets up access keys: give the machine a role").secret();
  if (machine.kind != "terraform/module")
    for (const Value& provisioner : machine["provisioner"].items()) check_provisioner(provisioner, ctx);
}

constexpr std::string_view kTags[] = {"compute", "iam", "credentials"};
constexpr std::string_view kEquivalents[] = {
    "kics:0b93729a-d882-4803-bdc3-ac429a21f158",
};

}  // namespace

extern constinit const NativeRule aws_machine_set_up_with_keys{
    .meta = {.id = "aws-machine-set-up-with-keys",
             .summary = "Machine is set up with access keys instead of a role",
             .severity = Severity::kMedium,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = user_data::kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
