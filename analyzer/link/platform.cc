// SPDX-License-Identifier: Apache-2.0
//
// The links that no single dialect knows: a CI job and the IAM role that it assumes, a service account and its role, a job that builds an
// image, the repository that the image goes to, and the workload that runs it. They go by what identifies the thing across files:
// the role's name at the end of its ARN, the repository's name at the end of an image reference.
#include <string>
#include <unordered_map>

#include "analyzer/link/link.h"

namespace platlint {
namespace {

// "arn:aws:iam::123456789012:role/path/name" -> "name"
std::string_view role_name(std::string_view arn) {
  const std::size_t at = arn.find(":role/");
  if (at == std::string_view::npos) return {};
  const std::string_view rest = arn.substr(at + 6);
  return rest.substr(rest.rfind('/') + 1);
}

class PlatformLinks {
 public:
  explicit PlatformLinks(ProgramBuilder& builder) : builder_(builder), program_(builder.view()) {
    for (const ResourceId id : program_.of_kind("terraform/aws_iam_role"))
      if (const auto name = program_[id]["name"].string_value()) roles_[std::string(*name)].push_back(id);
    for (const ResourceId id : program_.of_kind("terraform/aws_ecr_repository"))
      if (const auto name = program_[id]["name"].string_value()) repositories_[std::string(*name)].push_back(id);
  }

  void run() {
    for (const Resource& resource : program_.resources()) {
      if (resource.kind == "github/step") {
        const Value uses = resource["uses"];
        if (uses.starts_with("aws-actions/configure-aws-credentials") == Tri::kTrue)
          assumes(resource, resource["with"]["role-to-assume"], "with.role-to-assume");
      } else if (resource.kind == "gitlab/job") {
        for (const Member& variable : resource["variables.effective"].members())
          if (variable.value.is_string() && !role_name(variable.value.as_string()).empty()) assumes(resource, variable.value, "variables");
      } else if (resource.kind == "kubernetes/ServiceAccount") {
        assumes(resource, resource["metadata"]["annotations"]["eks.amazonaws.com/role-arn"], "metadata.annotations");
      }
      if (resource.domain == Domain::kKubernetes && resource["pod.spec"].is_map())
        for (const std::string_view list : {"containers", "initContainers"})
          for (const Value& container : resource["pod.spec"][list].items()) runs(resource, container["image"], "pod.spec.containers.image");
    }
  }

 private:
  void assumes(const Resource& from, const Value& arn, std::string_view path) {
    if (!arn.is_string()) return;
    const auto at = roles_.find(std::string(role_name(arn.as_string())));
    if (at == roles_.end()) return;
    for (const ResourceId role : at->second) builder_.add_edge({from.id, role, EdgeKind::kAssumes, path, "arn", arn.where()});
  }

  // "123456789012.dkr.ecr.eu-west-1.amazonaws.com/team/app:tag" -> "team/app"
  void runs(const Resource& from, const Value& image, std::string_view path) {
    if (!image.is_string()) return;
    std::string_view rest = image.as_string();
    const std::size_t host = rest.find(".dkr.ecr.");
    const std::size_t slash = rest.find('/');
    if (host == std::string_view::npos || slash == std::string_view::npos) return;
    rest = rest.substr(slash + 1);
    rest = rest.substr(0, rest.find('@'));
    const std::size_t colon = rest.rfind(':');
    const auto at = repositories_.find(std::string(rest.substr(0, colon)));
    if (at == repositories_.end()) return;
    for (const ResourceId repository : at->second)
      builder_.add_edge({from.id, repository, EdgeKind::kRuns, path, "repository_url", image.where()});
  }

  ProgramBuilder& builder_;
  const Program& program_;
  std::unordered_map<std::string, std::vector<ResourceId>> roles_;
  std::unordered_map<std::string, std::vector<ResourceId>> repositories_;
};

}  // namespace

void link_platform(ProgramBuilder& builder) { PlatformLinks(builder).run(); }

}  // namespace platlint
