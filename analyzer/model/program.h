// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <deque>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "analyzer/model/graph.h"
#include "analyzer/model/resource.h"
#include "analyzer/source/diagnostic.h"
#include "analyzer/source/source_map.h"

namespace platlint {

// Why a part of the input was not read or not evaluated, for the coverage block.
struct Gap {
  std::string path = {};
  std::string reason = {};
};

// Everything the repository declares, linked and frozen. Rules see it const.
class Program {
 public:
  const SourceMap& sources() const { return *sources_; }
  std::span<const Resource> resources() const { return resources_; }
  const Resource& operator[](ResourceId id) const { return resources_[id]; }
  // All of one kind ("terraform/aws_s3_bucket"), in the order of the program.
  std::span<const ResourceId> of_kind(std::string_view kind) const;
  // The resource with that address in that root and variable set, or null.
  const Resource* find(std::string_view root, std::string_view variable_set, std::string_view address) const;
  std::span<const ResourceId> children(ResourceId parent) const;
  const Graph& graph() const { return graph_; }
  std::span<const Diagnostic> diagnostics() const { return diagnostics_; }
  std::span<const Gap> gaps() const { return gaps_; }
  std::uint64_t unknown_values() const { return unknown_values_; }  // expressions that stayed unknown

 private:
  friend class ProgramBuilder;
  std::shared_ptr<const SourceMap> sources_;
  std::vector<Arena> arenas_;
  std::vector<Resource> resources_;
  std::unordered_map<std::string_view, std::vector<ResourceId>> by_kind_;
  std::unordered_map<std::string, ResourceId> by_address_;
  std::vector<std::vector<ResourceId>> children_;
  Graph graph_;
  Diagnostics diagnostics_;
  std::vector<Gap> gaps_;
  std::uint64_t unknown_values_ = 0;
};

// What one lowering (of a file, of a Terraform root) produces, with the arena that its values live in. Ids are local: they
// count from 0 within the fragment, `parent` included.
struct Fragment {
  Arena arena = {};
  std::vector<Resource> resources = {};
  std::vector<Edge> edges = {};  // with local ids
  Diagnostics diagnostics = {};
  std::vector<Gap> gaps = {};
  std::uint64_t unknown_values = 0;

  // Adds a resource and gives its local id.
  ResourceId add(Resource resource) {
    resource.id = static_cast<ResourceId>(resources.size());
    resources.push_back(resource);
    return resource.id;
  }
};

// Collects fragments in a fixed order, gives global ids, takes the links, and freezes.
class ProgramBuilder {
 public:
  explicit ProgramBuilder(std::shared_ptr<const SourceMap> sources);
  void add(Fragment&& fragment);
  // Until `build`, the link passes read resources here and add edges with global ids.
  const Program& view() const { return program_; }
  void add_edge(const Edge& edge) { edges_.push_back(edge); }
  // An arena for what link passes make; lives as long as the program.
  Arena& arena() { return arena_; }
  Program build() &&;

 private:
  Program program_;
  std::vector<Edge> edges_;
  Arena arena_;
};

}  // namespace platlint
