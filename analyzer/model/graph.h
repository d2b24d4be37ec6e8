// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "analyzer/model/resource.h"

namespace platlint {

enum class EdgeKind : std::uint8_t {
  kReference,  // an expression of `from` was computed from `to`
  kDependsOn,  // `from` names `to` in depends_on
  kName,       // equal known names (weaker): bucket = "logs" and aws_s3_bucket "logs"
  kSelector,   // Kubernetes label selector, ref by name (serviceAccountName, configMapRef, scaleTargetRef)
  kCall,       // workflow job -> reusable workflow or local action
  kNeeds,      // CI job -> job that must end before
  kBuilds,     // CI job -> Dockerfile, image repository
  kRuns,       // workload -> image repository
  kAssumes,    // CI job or service account -> IAM role
};
std::string_view name(EdgeKind kind);  // "reference", "depends_on", ...

struct Edge {
  ResourceId from = kNoResource;
  ResourceId to = kNoResource;
  EdgeKind kind = EdgeKind::kReference;
  std::string_view path = {};       // the attribute of `from`: "bucket", "origin.domain_name"
  std::string_view attribute = {};  // the attribute of `to`: "id"; may be empty
  SourceRange where = {};           // in `from`
};

// Who refers to whom, frozen. Edges are sorted by `from` (and a second table by `to`), so spans go out without copying.
class Graph {
 public:
  Graph() = default;
  Graph(std::vector<Edge> edges, std::size_t resources);

  std::span<const Edge> out(ResourceId from) const;
  std::span<const Edge> in(ResourceId to) const;

 private:
  std::vector<Edge> by_from_, by_to_;
  std::vector<std::uint32_t> from_start_, to_start_;
};

}  // namespace platlint
