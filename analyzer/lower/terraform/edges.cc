// SPDX-License-Identifier: Apache-2.0
//
// The edges of a root. A value remembers which resource instances it was computed from; these references, found anywhere in a
// resource's body, become edges of the graph. Equal names make weaker ones, depends_on makes its own.
#include <algorithm>
#include <array>
#include <unordered_map>

#include "analyzer/lower/terraform/module_instance.h"

namespace platlint::terraform {
namespace {

class EdgeCollector {
 public:
  explicit EdgeCollector(RootEvaluation& root) : fragment_(root.fragment), dependencies_(root.dependencies) {
    for (const Resource& resource : fragment_.resources) by_address_.emplace(resource.address, resource.id);
  }

  void collect() {
    for (const Resource& resource : fragment_.resources) {
      from_ = resource.id;
      for (const Member& member : resource.body.members()) {
        // What is derived from other members repeats their references.
        if (member.key == "tags_all" || member.key == "provider.region" || member.key == "value" || member.key.ends_with(".document"))
          continue;
        walk(member.value, std::string(member.key), 0);
      }
    }
    join_names();
    join_dependencies();
  }

 private:
  void walk(const Value& value, const std::string& path, int depth) {
    for (const Ref& ref : value.refs()) {
      const auto to = by_address_.find(ref.address);
      if (to == by_address_.end() || to->second == from_) continue;
      fragment_.edges.push_back({from_, to->second, EdgeKind::kReference, fragment_.arena.copy(path), ref.attribute,
                                 value.where().valid() ? value.where() : ref.where});
    }
    if (depth > 30) return;
    for (const Value& item : value.items()) walk(item, path, depth + 1);
    for (const Member& member : value.members()) walk(member.value, path + "." + std::string(member.key), depth + 1);
  }

  // Companions that name their resource by its plain name instead of a reference.
  void join_names() {
    struct Join {
      std::string_view from_prefix;  // of the type
      std::string_view from_attribute;
      std::string_view to_type;
      std::string_view to_attribute;
    };
    constexpr std::array kJoins = {
        Join{"aws_s3_bucket_", "bucket", "aws_s3_bucket", "bucket"},
        Join{"aws_iam_role_policy", "role", "aws_iam_role", "name"},
        Join{"aws_iam_user_policy", "user", "aws_iam_user", "name"},
        Join{"aws_iam_access_key", "user", "aws_iam_user", "name"},
        Join{"aws_ecr_lifecycle_policy", "repository", "aws_ecr_repository", "name"},
        Join{"aws_ecr_repository_policy", "repository", "aws_ecr_repository", "name"},
        Join{"aws_eks_node_group", "cluster_name", "aws_eks_cluster", "name"},
        Join{"aws_eks_addon", "cluster_name", "aws_eks_cluster", "name"},
        Join{"aws_iam_instance_profile", "role", "aws_iam_role", "name"},
    };
    std::unordered_map<std::string, ResourceId> named;
    for (const Resource& resource : fragment_.resources)
      for (const Join& join : kJoins)
        if (resource.type() == join.to_type)
          if (const auto text = resource[join.to_attribute].string_value())
            named.emplace(std::string(join.to_type) + "\n" + std::string(*text), resource.id);
    for (const Resource& resource : fragment_.resources)
      for (const Join& join : kJoins) {
        if (!resource.type().starts_with(join.from_prefix) || resource.type() == join.to_type) continue;
        const Value value = resource[join.from_attribute];
        if (!value.is_string() || !value.refs().empty()) continue;
        if (const auto to = named.find(std::string(join.to_type) + "\n" + std::string(value.as_string())); to != named.end())
          fragment_.edges.push_back({resource.id, to->second, EdgeKind::kName, join.from_attribute, join.to_attribute, value.where()});
      }
  }

  // Addresses of one module or block stand together in order, so what `to` means is a range of them.
  void join_dependencies() {
    if (dependencies_.empty()) return;
    std::vector<std::pair<std::string_view, ResourceId>> sorted(by_address_.begin(), by_address_.end());
    std::sort(sorted.begin(), sorted.end());
    for (const Dependency& dependency : dependencies_) {
      const auto from = by_address_.find(dependency.from);
      if (from == by_address_.end()) continue;
      for (auto at = std::lower_bound(sorted.begin(), sorted.end(), std::pair(dependency.to, ResourceId(0)));
           at != sorted.end() && at->first.starts_with(dependency.to); ++at) {
        const std::string_view rest = at->first.substr(dependency.to.size());
        if (rest.empty() || rest[0] == '[' || rest[0] == '.')
          fragment_.edges.push_back({from->second, at->second, EdgeKind::kDependsOn, "depends_on", {}, dependency.where});
      }
    }
  }

  Fragment& fragment_;
  std::span<const Dependency> dependencies_;
  std::unordered_map<std::string_view, ResourceId> by_address_;
  ResourceId from_ = kNoResource;
};

}  // namespace

void collect_edges(RootEvaluation& root) { EdgeCollector(root).collect(); }

}  // namespace platlint::terraform
