// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "analyzer/engine/load.h"
#include "analyzer/rule/registry.h"
#include "analyzer/source/diagnostic.h"

namespace platlint {

// Adds the validation rules of every Kyverno policy in the files loaded, so that a repository's manifests are held to its own policies.
// `folders` (of the configuration): only policies below them; empty: all but those of a policy library that tests itself. Gives the
// policies' mistakes. An id that is taken twice stays with the first file.
Diagnostics add_repository_policies(const Loaded& loaded, const std::vector<std::string>& folders, RegistryBuilder& builder);

}  // namespace platlint
