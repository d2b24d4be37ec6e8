// SPDX-License-Identifier: Apache-2.0
#include "analyzer/model/program.h"

#include <utility>

namespace platlint {
namespace {

std::string address_key(std::string_view root, std::string_view set, std::string_view address) {
  std::string key;
  key.reserve(root.size() + set.size() + address.size() + 2);
  key.append(root).append(1, '\0').append(set).append(1, '\0').append(address);
  return key;
}

}  // namespace

std::string_view name(Domain domain) {
  constexpr std::string_view kNames[] = {"terraform", "kubernetes", "github", "gitlab", "docker", "file"};
  return kNames[static_cast<std::size_t>(domain)];
}

std::span<const ResourceId> Program::of_kind(std::string_view kind) const {
  const auto at = by_kind_.find(kind);
  return at == by_kind_.end() ? std::span<const ResourceId>() : std::span<const ResourceId>(at->second);
}

const Resource* Program::find(std::string_view root, std::string_view variable_set, std::string_view address) const {
  const auto at = by_address_.find(address_key(root, variable_set, address));
  return at == by_address_.end() ? nullptr : &resources_[at->second];
}

std::span<const ResourceId> Program::children(ResourceId parent) const {
  return parent < children_.size() ? std::span<const ResourceId>(children_[parent]) : std::span<const ResourceId>();
}

ProgramBuilder::ProgramBuilder(std::shared_ptr<const SourceMap> sources) { program_.sources_ = std::move(sources); }

void ProgramBuilder::add(Fragment&& fragment) {
  Program& p = program_;
  const auto base = static_cast<ResourceId>(p.resources_.size());
  for (Resource& r : fragment.resources) {
    r.id += base;
    if (r.parent != kNoResource) r.parent += base;
    p.resources_.push_back(r);
    p.by_kind_[r.kind].push_back(r.id);
    p.by_address_.emplace(address_key(r.root, r.variable_set, r.address), r.id);
    p.children_.emplace_back();
    if (r.parent != kNoResource) p.children_[r.parent].push_back(r.id);
  }
  for (Edge e : fragment.edges) {
    e.from += base;
    e.to += base;
    edges_.push_back(e);
  }
  std::move(fragment.diagnostics.begin(), fragment.diagnostics.end(), std::back_inserter(p.diagnostics_));
  std::move(fragment.gaps.begin(), fragment.gaps.end(), std::back_inserter(p.gaps_));
  p.unknown_values_ += fragment.unknown_values;
  p.arenas_.push_back(std::move(fragment.arena));
}

Program ProgramBuilder::build() && {
  program_.graph_ = Graph(std::move(edges_), program_.resources_.size());
  program_.arenas_.push_back(std::move(arena_));
  return std::move(program_);
}

}  // namespace platlint
