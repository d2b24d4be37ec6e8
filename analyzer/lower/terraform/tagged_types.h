// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace platlint::terraform {

// Does this resource type of the AWS provider take tags and the provider's default_tags?
bool takes_tags(std::string_view type);

}  // namespace platlint::terraform
