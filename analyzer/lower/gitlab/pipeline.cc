// SPDX-License-Identifier: Apache-2.0
//
// GitLab's pipeline of transformations, in GitLab's order: read each file, interpolate $[[ inputs ]], expand includes depth first, merge
// deeply (the including file wins; maps merge, all else replaces), resolve extends (depth 11), resolve !reference (depth 10, lists
// spliced), flatten scripts, move the old global keywords into default, apply default as `inherit` allows. Works on a tree of its own,
// since references and extends rewrite it in place. Source: docs.gitlab.com/ci/yaml.
#include "analyzer/lower/gitlab/pipeline.h"

#include <algorithm>

#include "analyzer/lower/gitlab/merge.h"

namespace platlint::gitlab {
namespace {

// Top-level keys that are no jobs.
constexpr std::string_view kGlobal[] = {"stages", "variables",     "default",      "include", "workflow",     "image", "services",
                                        "cache",  "before_script", "after_script", "spec",    "pages:deploy", "types"};

Tree text(std::string_view value) {
  Tree tree;
  tree.scalar = Value::string(value);
  return tree;
}

// The declared stages, or GitLab's own, between .pre and .post.
Tree stages_of(const Tree& root) {
  Tree stages;
  stages.kind = Tree::Kind::kList;
  if (const Tree* declared = root.find("stages"); declared != nullptr && declared->is_list()) stages = *declared;
  else
    for (const char* stage : {"build", "test", "deploy"}) stages.list.push_back(text(stage));
  const auto has = [&](std::string_view name) {
    return std::any_of(stages.list.begin(), stages.list.end(), [&](const Tree& t) { return t.text() == name; });
  };
  if (!has(".pre")) stages.list.insert(stages.list.begin(), text(".pre"));
  if (!has(".post")) stages.list.push_back(text(".post"));
  return stages;
}

}  // namespace

bool is_job(std::string_view key) {
  return !key.starts_with('.') && std::find(std::begin(kGlobal), std::end(kGlobal), key) == std::end(kGlobal);
}

Pipeline merge_pipeline(const LowerInput& input, const SourceFile& entry, Arena& arena, Diagnostics& diagnostics, std::vector<Gap>& gaps) {
  Merge merge{input, arena, diagnostics, gaps};
  Tree root = load(merge, entry);
  if (!root.is_map()) return std::move(merge.result);
  resolve_extends(merge, root);
  resolve_references(merge, root);
  check_keywords(merge, root);
  for (auto& [name, job] : root.map)
    if (job.is_map()) flatten_scripts(job);
  apply_default(root);
  const Tree stages = stages_of(root);
  check_jobs(merge, root, stages);

  Tree out = empty_map(root.where);
  out.set("stages", stages);
  for (const char* key : {"variables", "workflow", "default"})
    if (const Tree* global = root.find(key)) out.set(key, *global);
  for (const auto& [name, job] : root.map)
    if (is_job(name)) out.map.emplace_back(name, job);
  merge.result.merged = to_model(out, arena);
  return std::move(merge.result);
}

}  // namespace platlint::gitlab
