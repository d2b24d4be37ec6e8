// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyzer/model/resource.h"
#include "analyzer/rule/settings.h"

namespace platlint {

enum class Environment : std::uint8_t { kUnnamed, kProduction, kStaging, kDevelopment };

// Which environment a Terraform resource belongs to, as far as the repository names it: by its Environment tag (default_tags counted), else
// by the words of its root's path and of the variable set. The words for production are settings.production_names.
Environment environment_of(const Resource& resource, const Settings& settings);

}  // namespace platlint
