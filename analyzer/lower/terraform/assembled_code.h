// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string_view>

#include "analyzer/lower/lower.h"
#include "analyzer/model/terraform_code.h"

namespace platlint::terraform {

// Marks the folders of which some code is not there yet as broken, and says in `fragment` why. `folders` by their paths, linked.
void note_assembled_code(const std::map<std::string_view, TerraformCode*>& folders, const LowerInput& input, Fragment& fragment);

}  // namespace platlint::terraform
