// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <set>
#include <string>

#include "analyzer/lower/lower.h"

namespace platlint {

// Paths of the manifests that Kyverno's test suites (kyverno-test.yaml) name as their resources. They are made to break rules and are
// deployed nowhere, so they are no part of the program.
std::set<std::string, std::less<>> kyverno_test_data(const LowerInput& input);

}  // namespace platlint
