// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string>
#include <unordered_map>
#include <vector>

#include "analyzer/eval/functions/families.h"

namespace platlint {
namespace {

struct Table {
  std::vector<const Function*> sorted;
  std::unordered_map<std::string_view, const Function*> by_name;
};

const Table& table() {
  static const Table made = [] {
    Table t;
    for (const auto family : {string_functions(), regex_functions(), format_functions(), numeric_functions(), collection_functions(),
                              set_functions(), conversion_functions(), encoding_functions(), yaml_functions(), hash_functions(),
                              date_functions(), ip_functions(), file_functions()})
      for (const Function& function : family) {
        t.sorted.push_back(&function);
        t.by_name.emplace(function.name, &function);
      }
    std::sort(t.sorted.begin(), t.sorted.end(), [](const Function* a, const Function* b) { return a->name < b->name; });
    return t;
  }();
  return made;
}

}  // namespace

const Function* find_function(std::string_view name) {
  if (name.starts_with("core::")) name.remove_prefix(6);
  const auto at = table().by_name.find(name);
  return at == table().by_name.end() ? nullptr : at->second;
}

std::span<const Function* const> all_functions() { return table().sorted; }

}  // namespace platlint
