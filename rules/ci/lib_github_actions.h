// SPDX-License-Identifier: Apache-2.0
//
// What is known of actions that many workflows use, as far as several rules or long tables are concerned.
#pragma once

#include <span>
#include <string_view>

#include "rules/ci/lib_github.h"

namespace platlint {

// Does the value of that key of the step ("run", "with.script") run as code? `script`: it is a script of GitHub's own kinds.
bool is_code(const Resource& step, std::string_view key, bool& script);

// What somebody outside the workflow can choose, by its path. Other properties of github are the runner's or have a fixed shape.
bool is_chosen_outside(std::string_view path);

// How an action is told to cache: always; by this input with any text or with true; unless it says false, or true.
struct Cacher {
  std::string_view action;
  enum Kind { kAlways, kByText, kByTrue, kUnlessFalse, kUnlessTrue } kind;
  std::string_view input;
};
std::span<const Cacher> cachers();

// Actions that publish what their job has built.
bool publishes_release(const Resource& step);

}  // namespace platlint
