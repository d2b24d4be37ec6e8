// SPDX-License-Identifier: Apache-2.0
//
// Which CI jobs build an image, and for which platforms: docker/build-push-action, and docker or kaniko in the job's commands and in the
// scripts that it calls.
#pragma once

#include <string>
#include <vector>

#include "analyzer/rule/commands.h"

namespace platlint {

struct ImageBuild {
  const Resource* job = nullptr;
  Value where = {};            // what names the platforms, or the command
  std::string platforms = {};  // "linux/amd64,linux/arm64"; empty: the builder's own, or not known
};

// Builds of the repository with that name, or with a name that ends so ("api" for "shop/dev/api").
std::vector<ImageBuild> builds_of(std::string_view name, const RuleContext& ctx);

}  // namespace platlint
