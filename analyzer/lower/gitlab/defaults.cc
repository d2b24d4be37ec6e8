// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "analyzer/lower/gitlab/merge.h"

namespace platlint::gitlab {

void flatten_scripts(Tree& job) {
  for (const char* key : {"script", "before_script", "after_script"}) {
    Tree* script = job.find(key);
    if (script == nullptr) continue;
    std::vector<Tree> flat;
    std::vector<Tree> open;
    if (script->is_list()) open.assign(script->list.rbegin(), script->list.rend());
    else if (script->kind == Tree::Kind::kScalar && !script->is_null()) open.push_back(*script);
    else continue;
    while (!open.empty()) {
      Tree item = std::move(open.back());
      open.pop_back();
      if (item.is_list()) open.insert(open.end(), item.list.rbegin(), item.list.rend());
      else flat.push_back(std::move(item));
    }
    script->kind = Tree::Kind::kList;
    script->list = std::move(flat);
  }
}

void apply_default(Tree& root) {
  // Keywords of the whole pipeline from before there was `default`.
  constexpr std::string_view kMoved[] = {"image", "services", "cache", "before_script", "after_script"};
  Tree fallback = empty_map();
  for (const std::string_view key : kMoved)
    if (const Tree* global = root.find(key)) fallback.set(std::string(key), *global);
  if (Tree* declared = root.find("default"); declared != nullptr && declared->is_map()) {
    flatten_scripts(*declared);
    merge_into(fallback, *declared);
  }
  for (auto& [name, job] : root.map) {
    if (!is_job(name) || !job.is_map() || job.find("trigger") != nullptr) continue;
    const Tree* inherit = job.find("inherit");
    const Tree* listed = inherit != nullptr ? inherit->find("default") : nullptr;
    if (listed != nullptr && listed->scalar.is_true() == Tri::kFalse && listed->kind == Tree::Kind::kScalar) continue;
    const Tree wanted = listed != nullptr && listed->is_list() ? *listed : Tree();
    for (const auto& [key, value] : fallback.map) {
      const bool taken =
          !wanted.is_list() || std::any_of(wanted.list.begin(), wanted.list.end(), [&, k = key](const Tree& t) { return t.text() == k; });
      if (taken && job.find(key) == nullptr) job.map.emplace_back(key, value);
    }
  }
}

}  // namespace platlint::gitlab
