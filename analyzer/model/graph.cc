// SPDX-License-Identifier: Apache-2.0
#include "analyzer/model/graph.h"

#include <algorithm>
#include <tuple>

namespace platlint {
namespace {

auto key(const Edge& e) { return std::tie(e.from, e.to, e.kind, e.path, e.attribute, e.where); }

// Where each resource's run begins in edges sorted by `end`.
std::vector<std::uint32_t> starts(const std::vector<Edge>& edges, std::size_t resources, ResourceId Edge::*end) {
  std::vector<std::uint32_t> at(resources + 1, 0);
  for (const Edge& e : edges) ++at[e.*end + 1];
  for (std::size_t i = 1; i < at.size(); ++i) at[i] += at[i - 1];
  return at;
}

}  // namespace

std::string_view name(EdgeKind kind) {
  switch (kind) {
    case EdgeKind::kReference:
      return "reference";
    case EdgeKind::kDependsOn:
      return "depends_on";
    case EdgeKind::kName:
      return "name";
    case EdgeKind::kSelector:
      return "selector";
    case EdgeKind::kCall:
      return "call";
    case EdgeKind::kNeeds:
      return "needs";
    case EdgeKind::kBuilds:
      return "builds";
    case EdgeKind::kRuns:
      return "runs";
    case EdgeKind::kAssumes:
      return "assumes";
  }
  return "edge";
}

Graph::Graph(std::vector<Edge> edges, std::size_t resources) : by_from_(std::move(edges)) {
  std::sort(by_from_.begin(), by_from_.end(), [](const Edge& a, const Edge& b) { return key(a) < key(b); });
  by_from_.erase(std::unique(by_from_.begin(), by_from_.end(), [](const Edge& a, const Edge& b) { return key(a) == key(b); }),
                 by_from_.end());
  by_to_ = by_from_;
  std::stable_sort(by_to_.begin(), by_to_.end(), [](const Edge& a, const Edge& b) { return a.to < b.to; });
  from_start_ = starts(by_from_, resources, &Edge::from);
  to_start_ = starts(by_to_, resources, &Edge::to);
}

std::span<const Edge> Graph::out(ResourceId from) const {
  if (from + std::size_t{1} >= from_start_.size()) return {};
  return std::span(by_from_).subspan(from_start_[from], from_start_[from + 1] - from_start_[from]);
}

std::span<const Edge> Graph::in(ResourceId to) const {
  if (to + std::size_t{1} >= to_start_.size()) return {};
  return std::span(by_to_).subspan(to_start_[to], to_start_[to + 1] - to_start_[to]);
}

}  // namespace platlint
