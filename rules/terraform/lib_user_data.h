// SPDX-License-Identifier: Apache-2.0
//
// What a machine is told at its first start: a script or a cloud-init document, kept with the machine in plain text or base64. Everything
// on the machine may read it from the metadata service, and everyone who may describe the machine from the API.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "analyzer/rule/rule.h"

namespace platlint::user_data {

// With calls of terraform-aws-modules/{ec2-instance,autoscaling}/aws that are not in the repository.
inline constexpr std::string_view kKinds[] = {"terraform/aws_instance", "terraform/aws_launch_configuration",
                                              "terraform/aws_launch_template", "terraform/module"};

struct Text {
  Value at = {};          // the attribute
  std::string text = {};  // decoded; empty where the value is not known
  bool encoded = false;   // base64 in the configuration
};
std::vector<Text> texts_of(const Resource& machine);
// Leaves the machine open where its user data is not known: aws-credentials-in-user-data tells that.
void leave_unknown_open(const std::vector<Text>& texts, RuleContext& ctx);

// An access key's id (AKIA..., ASIA...), or its secret of 40 characters behind the name that AWS gives it.
bool holds_access_key(std::string_view text);

// Is AWS_ACCESS_KEY_ID or AWS_SECRET_ACCESS_KEY, in any case, set to something that is not fetched when the machine starts?
bool sets_access_key(std::string_view text);

}  // namespace platlint::user_data
