// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "analyzer/lower/lower.h"

namespace platlint {

// Paths of manifests that are deployed nowhere as they stand, with the reason; they are no part of the program:
// - what Kyverno's test suites (kyverno-test.yaml) name as their resources, made to break rules;
// - what a kustomization.yaml applies as a patch: a part of an object that lies elsewhere.
std::map<std::string, std::string_view, std::less<>> undeployed_manifests(const LowerInput& input);

}  // namespace platlint
