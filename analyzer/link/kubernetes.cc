// SPDX-License-Identifier: Apache-2.0
//
// Links between Kubernetes objects: by name (service accounts, config maps, secrets, scale targets, backends) and by label selector.
// Names are looked up in a table of kind, namespace and name; selectors compare with the labels of pod templates of the same
// namespace. A missing namespace counts as one of its own, since rendered charts leave it out everywhere or nowhere.
#include <string>
#include <unordered_map>

#include "analyzer/link/link.h"

namespace platlint {
namespace {

class KubernetesLinks {
 public:
  explicit KubernetesLinks(ProgramBuilder& builder) : builder_(builder), program_(builder.view()) {
    for (const Resource& resource : program_.resources()) {
      if (resource.domain != Domain::kKubernetes) continue;
      by_name_.emplace(key(resource.type(), space(resource), resource.name), resource.id);
      if (resource["pod.spec"].is_map()) workloads_[space(resource)].push_back(resource.id);
    }
  }

  void run() {
    for (const Resource& resource : program_.resources()) {
      if (resource.domain != Domain::kKubernetes) continue;
      if (resource["pod.spec"].is_map()) workload(resource);
      const std::string_view kind = resource.type();
      if (kind == "Service") select(resource, resource["spec"]["selector"], "spec.selector");
      if (kind == "PodDisruptionBudget" || kind == "NetworkPolicy") {
        const Value selector = resource["spec"][kind == "NetworkPolicy" ? "podSelector" : "selector"];
        select(resource, selector["matchLabels"], "spec.selector");
      }
      if (kind == "HorizontalPodAutoscaler") {
        const Value target = resource["spec"]["scaleTargetRef"];
        name(resource, target["kind"].string_value().value_or(""), target["name"], "spec.scaleTargetRef");
      }
      if (kind == "Ingress")
        for (const Value& rule : resource["spec"]["rules"].items())
          for (const Value& path : rule["http"]["paths"].items())
            name(resource, "Service", path["backend"]["service"]["name"], "spec.rules");
      if (kind == "RoleBinding" || kind == "ClusterRoleBinding") {
        name(resource, resource["roleRef"]["kind"].string_value().value_or(""), resource["roleRef"]["name"], "roleRef");
        for (const Value& subject : resource["subjects"].items())
          if (subject["kind"].equals("ServiceAccount") == Tri::kTrue) name(resource, "ServiceAccount", subject["name"], "subjects");
      }
    }
  }

 private:
  static std::string key(std::string_view kind, std::string_view space, std::string_view name) {
    return std::string(kind) + "\n" + std::string(space) + "\n" + std::string(name);
  }
  static std::string space(const Resource& resource) { return std::string(resource["metadata"]["namespace"].string_value().value_or("")); }

  void name(const Resource& from, std::string_view kind, const Value& target, std::string_view path) {
    if (kind.empty() || !target.is_string()) return;
    auto at = by_name_.find(key(kind, space(from), target.as_string()));
    if (at == by_name_.end()) at = by_name_.find(key(kind, "", target.as_string()));
    if (at != by_name_.end() && at->second != from.id)
      builder_.add_edge({from.id, at->second, EdgeKind::kSelector, path, "metadata.name", target.where()});
  }

  void select(const Resource& from, const Value& labels, std::string_view path) {
    if (!labels.is_map() || labels.members().empty()) return;
    for (const ResourceId id : workloads_[space(from)]) {
      const Value pod_labels = program_[id]["pod.metadata"]["labels"];
      bool all = true;
      for (const Member& label : labels.members()) all = all && pod_labels[label.key].text() == label.value.text();
      if (all) builder_.add_edge({from.id, id, EdgeKind::kSelector, path, "labels", labels.where()});
    }
  }

  void workload(const Resource& resource) {
    const Value pod = resource["pod.spec"];
    name(resource, "ServiceAccount", pod["serviceAccountName"], "pod.spec.serviceAccountName");
    for (const std::string_view list : {"containers", "initContainers"})
      for (const Value& container : pod[list].items()) {
        for (const Value& source : container["envFrom"].items()) {
          name(resource, "ConfigMap", source["configMapRef"]["name"], "pod.spec.envFrom");
          name(resource, "Secret", source["secretRef"]["name"], "pod.spec.envFrom");
        }
        for (const Value& variable : container["env"].items()) {
          name(resource, "ConfigMap", variable["valueFrom"]["configMapKeyRef"]["name"], "pod.spec.env");
          name(resource, "Secret", variable["valueFrom"]["secretKeyRef"]["name"], "pod.spec.env");
        }
      }
    for (const Value& volume : pod["volumes"].items()) {
      name(resource, "ConfigMap", volume["configMap"]["name"], "pod.spec.volumes");
      name(resource, "Secret", volume["secret"]["secretName"], "pod.spec.volumes");
      name(resource, "PersistentVolumeClaim", volume["persistentVolumeClaim"]["claimName"], "pod.spec.volumes");
    }
  }

  ProgramBuilder& builder_;
  const Program& program_;
  std::unordered_map<std::string, ResourceId> by_name_;
  std::unordered_map<std::string, std::vector<ResourceId>> workloads_;
};

}  // namespace

void link_kubernetes(ProgramBuilder& builder) { KubernetesLinks(builder).run(); }

}  // namespace platlint
