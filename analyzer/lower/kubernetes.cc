// SPDX-License-Identifier: Apache-2.0
//
// Manifests to resources. Every document with apiVersion and kind is one, lists are taken apart. Workloads of all kinds get the same two
// members "pod.spec" and "pod.metadata", so that a rule about containers is written once.
#include <string>

#include "analyzer/lower/lower.h"
#include "grammars/yaml/parser.h"

namespace platlint {
namespace {

// Where the pod template of a workload is.
std::string_view template_path(std::string_view kind) {
  if (kind == "CronJob") return "spec.jobTemplate.spec.template";
  constexpr std::string_view kTemplated[] = {"Deployment", "StatefulSet", "DaemonSet",       "ReplicaSet", "ReplicationController",
                                             "Job",        "Rollout",     "DeploymentConfig"};
  for (const std::string_view templated : kTemplated)
    if (kind == templated) return "spec.template";
  return {};
}

class ManifestLowering {
 public:
  ManifestLowering(const SourceFile& file, Fragment& fragment) : file_(file), fragment_(fragment) {}

  void object(const Value& object, SourceRange range, int depth) {
    const Value kind = object["kind"];
    if (!kind.is_string() || !object["apiVersion"].is_string()) return;
    if (!object["$patch"].is_missing()) return;  // a strategic merge patch: it changes or deletes an object that lies elsewhere
    const std::string_view name = kind.as_string();
    if (name.ends_with("List") && object["items"].is_list() && depth < 8) {
      for (const Value& item : object["items"].items()) this->object(item, item.where(), depth + 1);
      return;
    }
    const Value metadata = object["metadata"];
    const Value own_name = metadata["name"].is_absent() ? metadata["generateName"] : metadata["name"];
    const Value space = metadata["namespace"];
    std::string address(name);
    if (space.is_string()) address += "/" + std::string(space.as_string());
    address += "/" + own_name.text().value_or("");

    Resource resource;
    resource.domain = Domain::kKubernetes;
    resource.kind = fragment_.arena.copy("kubernetes/" + std::string(name));
    resource.name = fragment_.arena.copy(own_name.text().value_or(""));
    resource.address = fragment_.arena.copy(address);
    resource.root = file_.path();
    resource.range = range;
    resource.header = own_name.is_absent() ? kind.where() : own_name.where();
    resource.body = body(object, name);
    fragment_.add(resource);
  }

 private:
  Value body(const Value& object, std::string_view kind) {
    std::vector<Member> members(object.members().begin(), object.members().end());
    if (const std::string_view path = template_path(kind); !path.empty()) {
      const Value pod = object.at(path);
      members.push_back({"pod.spec", pod.where(), pod["spec"]});
      members.push_back({"pod.metadata", pod.where(), pod["metadata"]});
    } else if (kind == "Pod") {
      members.push_back({"pod.spec", object.where(), object["spec"]});
      members.push_back({"pod.metadata", object.where(), object["metadata"]});
    }
    return Value::map(fragment_.arena.copy(members)).used_at(object.where());
  }

  const SourceFile& file_;
  Fragment& fragment_;
};

}  // namespace

Fragment lower_kubernetes(const SourceFile& file) {
  Fragment fragment;
  const yaml::File* tree = file.path().ends_with(".json") ? yaml::parse_json(file, fragment.arena, fragment.diagnostics)
                                                          : yaml::parse(file, fragment.arena, fragment.diagnostics);
  excuse_templates(file, fragment);
  ManifestLowering lowering(file, fragment);
  for (const yaml::Document& document : tree->documents) {
    if (document.root == nullptr) continue;
    const Value object = to_value(*document.root, fragment.arena);
    lowering.object(object, document.root->range, 0);
  }
  return fragment;
}

}  // namespace platlint
