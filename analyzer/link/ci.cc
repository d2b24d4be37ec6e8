// SPDX-License-Identifier: Apache-2.0
#include <string>
#include <unordered_map>

#include "analyzer/link/link.h"

namespace platlint {

// needs: edges between jobs of one workflow or pipeline; a job that uses a local workflow or action: an edge to it.
void link_ci(ProgramBuilder& builder) {
  const Program& program = builder.view();
  std::unordered_map<std::string_view, ResourceId> by_address;
  for (const Resource& resource : program.resources())
    if (resource.domain == Domain::kGithub || resource.domain == Domain::kGitlab) by_address.emplace(resource.address, resource.id);
  const auto link = [&](const Resource& from, const std::string& address, EdgeKind kind, std::string_view path, SourceRange where) {
    if (const auto at = by_address.find(address); at != by_address.end()) builder.add_edge({from.id, at->second, kind, path, {}, where});
  };
  for (const Resource& resource : program.resources()) {
    const bool github = resource.kind == "github/job";
    if (github || resource.kind == "gitlab/job")
      for (const Value& need : resource["needs"].each()) {
        const Value name = need.is_map() ? need["job"] : need;
        if (name.is_string())
          link(resource, std::string(resource.root) + "#" + std::string(name.as_string()), EdgeKind::kNeeds, "needs", name.where());
      }
    if (github || resource.kind == "github/step") {
      const Value uses = resource["uses"];
      if (!uses.is_string() || !uses.as_string().starts_with("./")) continue;
      const std::string path(uses.as_string().substr(2));
      link(resource, path, EdgeKind::kCall, "uses", uses.where());
      for (const char* file : {"/action.yml", "/action.yaml"}) link(resource, path + file, EdgeKind::kCall, "uses", uses.where());
    }
  }
}

}  // namespace platlint
