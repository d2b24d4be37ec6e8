// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyzer/engine/load.h"
#include "analyzer/rule/registry.h"
#include "analyzer/source/diagnostic.h"

namespace platlint {

// Adds the validation rules of every Kyverno policy in the files loaded, so that a repository's manifests are held to its own policies.
// Gives the policies' mistakes. An id that is taken twice stays with the first file.
Diagnostics add_repository_policies(const Loaded& loaded, RegistryBuilder& builder);

}  // namespace platlint
