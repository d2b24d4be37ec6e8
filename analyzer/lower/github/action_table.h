// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace platlint::github {

// What is known, without looking it up, of actions that many workflows use.
struct KnownAction {
  std::string_view name = {};      // owner/repository[/path]
  std::string_view versions = {};  // majors this holds for, between spaces: " v4 v5 "
  std::string_view inputs = {};    // between spaces
};

// By `uses`; null when the action or its version is not in the table, or the version is a commit.
const KnownAction* find_action(std::string_view uses);
// Why an action has no such input; empty when it has.
std::string wrong_input(const KnownAction& action, std::string_view input);
// What is said of an input that the action cannot do without and is not given; empty when there is none.
std::string missing_input(std::string_view uses, const std::vector<std::string_view>& given);
// Why an input that the action still has should not be used; empty when it may.
std::string deprecated_input(std::string_view uses, std::string_view input);
// A major version whose runtime (Node.js 12 or 16) GitHub has removed.
bool is_outdated_action(std::string_view uses);

}  // namespace platlint::github
