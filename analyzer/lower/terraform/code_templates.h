// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace platlint::terraform {

// Is this a template of which another tool makes Terraform code for the same folder (main.tf.j2, backend.jinja)? What the code then
// declares cannot be known.
bool makes_terraform_code(std::string_view path, std::string_view text);

}  // namespace platlint::terraform
