// SPDX-License-Identifier: Apache-2.0
//
// `extends` and `!reference`. Both copy, so both can unfold to more than was written, and both can run in circles: the first is bounded
// by its depth, the second by its depth and by the number of values copied.
#include <algorithm>
#include <set>

#include "analyzer/lower/gitlab/merge.h"
#include "grammars/yaml/parser.h"

namespace platlint::gitlab {
namespace {

constexpr int kMaxExtends = 11;
constexpr int kMaxReferences = 10;
constexpr int kMaxReferenceDepth = 60;
constexpr std::size_t kMaxCopied = 200'000;

class Extender {
 public:
  Extender(Merge& merge, Tree& root) : merge_(merge), root_(root) {}

  void extend(const std::string& name, Tree& job, int depth) {
    if (!job.is_map() || done_.contains(name)) return;
    Tree* extends = job.find("extends");
    if (extends == nullptr) {
      done_.insert(name);
      return;
    }
    if (depth >= kMaxExtends || !running_.insert(name).second) {
      merge_.complain(extends->where, running_.contains(name) ? name + ": circular dependency detected in `extends`"
                                                              : name + ": nesting too deep in `extends`");
      job.erase("extends");
      return;
    }
    const std::vector<Tree> parents = extends->is_list() ? extends->list : std::vector<Tree>{*extends};
    Tree merged = empty_map();
    for (const Tree& parent : parents) {
      Tree* found = root_.find(parent.text());
      if (found == nullptr || !found->is_map()) {
        if (!merge_.result.incomplete) merge_.complain(parent.where, name + ": unknown keys in `extends` (" + parent.text() + ")");
        continue;
      }
      extend(parent.text(), *found, depth + 1);
      merge_into(merged, *found);
    }
    Tree own = job;
    own.erase("extends");
    merge_into(merged, own);
    merged.key = job.key;
    std::erase_if(merged.map, [](const auto& e) { return e.second.is_null() && e.first != "variables"; });
    job = std::move(merged);
    running_.erase(name);
    done_.insert(name);
  }

 private:
  Merge& merge_;
  Tree& root_;
  std::set<std::string> running_, done_;
};

class ReferenceResolver {
 public:
  ReferenceResolver(Merge& merge, Tree& root) : merge_(merge), root_(root) {}

  void resolve_below(Tree& tree, int depth) {
    if (depth > yaml::kMaxDepth) return;
    open_.push_back(&tree);
    for (auto& [key, value] : tree.map) resolve(value, depth);
    std::vector<Tree> spliced;
    for (Tree& item : tree.list) {
      const bool reference = item.kind == Tree::Kind::kReference;
      resolve(item, depth);
      if (reference && item.is_list()) std::move(item.list.begin(), item.list.end(), std::back_inserter(spliced));
      else spliced.push_back(std::move(item));
    }
    if (tree.is_list()) tree.list = std::move(spliced);
    open_.pop_back();
  }

 private:
  void resolve(Tree& value, int depth) {
    for (int hops = 0; value.kind == Tree::Kind::kReference; ++hops) {
      if (hops >= kMaxReferences || depth > kMaxReferenceDepth) {
        merge_.complain(value.where, "!reference is nested too deeply or refers to itself");
        value = Tree{};
        return;
      }
      const std::string path = path_of(value);
      const Tree* at = target(value);
      if (value.list.empty() || (at != nullptr && std::find(open_.begin(), open_.end(), at) != open_.end())) {
        merge_.complain(value.where, "!reference [" + path + "] refers to what it stands in");
        value = Tree{};
        return;
      }
      if (at == nullptr) {
        if (!merge_.result.incomplete) merge_.complain(value.where, "!reference [" + path + "] could not be found");
        return;
      }
      if ((copied_ += size_of(*at)) > kMaxCopied) {
        tell_limit(value.where);
        value = Tree{};
        return;
      }
      const SourceRange key = value.key;
      const Tree copy = *at;
      value = copy;
      value.key = key;
    }
    if (value.kind != Tree::Kind::kScalar) resolve_below(value, depth + 1);
  }

  static std::string path_of(const Tree& reference) {
    std::string path;
    for (const Tree& step : reference.list) path += (path.empty() ? "" : ", ") + step.text();
    return path;
  }

  // Null when the path leads nowhere.
  const Tree* target(const Tree& reference) const {
    const Tree* at = &root_;
    for (const Tree& step : reference.list) {
      if (at == nullptr) return nullptr;
      const auto index = step.scalar.int_value();
      if (at->is_list() && index && *index >= 0 && static_cast<std::size_t>(*index) < at->list.size())
        at = &at->list[static_cast<std::size_t>(*index)];
      else at = at->is_map() ? at->find(step.text()) : nullptr;
    }
    return at;
  }

  void tell_limit(SourceRange where) {
    if (!limit_told_)
      merge_.diagnostics.push_back(
          {Diagnostic::Kind::kLimit, where,
           "The references of this pipeline unfold to more than " + std::to_string(kMaxCopied) + " values; the rest is taken as null."});
    limit_told_ = true;
  }

  Merge& merge_;
  Tree& root_;
  std::vector<const Tree*> open_;  // what the reference being resolved stands in
  std::size_t copied_ = 0;         // values that references unfolded to
  bool limit_told_ = false;
};

}  // namespace

void resolve_extends(Merge& merge, Tree& root) {
  Extender extender(merge, root);
  for (auto& [name, job] : root.map)
    if (is_job(name) || name.starts_with('.')) extender.extend(name, job, 0);
}

void resolve_references(Merge& merge, Tree& root) { ReferenceResolver(merge, root).resolve_below(root, 0); }

}  // namespace platlint::gitlab
