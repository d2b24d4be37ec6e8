// SPDX-License-Identifier: Apache-2.0
//
// Which workspaces a configuration is meant for nobody writes down, but expressions give them away: what terraform.workspace is compared
// with, and the keys of the maps that it is looked up in. The value is known again by the place of its text in memory, wherever it went
// through locals and modules; what was made of it (a part, a longer name) is another text, and says nothing.
#pragma once

#include <set>
#include <string>
#include <string_view>

#include "analyzer/model/value.h"

namespace platlint {

struct Evaluation;

struct WorkspaceUse {
  std::string_view name = {};                      // terraform.workspace; its text must be nobody else's
  std::set<std::string, std::less<>> others = {};  // names that other workspaces are likely to have
  bool missing = false;                            // it is no key where it must be one: nobody works in this workspace
};

inline constexpr std::size_t kMostWorkspaceKeys = 64;  // of a map; one with more is keyed by something else

void note_comparison(Evaluation& evaluation, const Value& left, const Value& right);
// `key` is looked up in a map, or looked for in a list. `required`: it is an error when it is not there.
void note_lookup(Evaluation& evaluation, const Value& collection, const Value& key, bool required);

}  // namespace platlint
