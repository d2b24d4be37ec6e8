// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "grammars/ghexpr/ast.h"

namespace platlint::github {

struct Untrusted {
  ghexpr::Span span = {};
  std::string path = {};
};

// A path of that kind; "*" in it stands for any property, "?" for an element.
bool is_untrusted(std::string_view path);

// The parts of an expression's value that people without any right in the repository choose freely (titles, bodies, branch names).
// https://docs.github.com/actions/reference/security/secure-use#good-practices-for-mitigating-script-injection-attacks
std::vector<Untrusted> untrusted_parts(const ghexpr::Node& root);

}  // namespace platlint::github
