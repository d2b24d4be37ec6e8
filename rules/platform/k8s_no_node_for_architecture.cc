// SPDX-License-Identifier: Apache-2.0
#include <string>

#include "analyzer/rule/rule.h"

namespace platlint {
namespace {

// arm64 or amd64 where the pod insists on one; empty where it takes either.
Value pinned_architecture(const Value& pod) {
  for (const std::string_view key : {"kubernetes.io/arch", "beta.kubernetes.io/arch"})
    if (const Value arch = pod["nodeSelector"][key]; arch.is_string()) return arch;
  for (const Value& term : pod.at("affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms").items())
    for (const Value& expression : term["matchExpressions"].items())
      if (expression["key"].equals("kubernetes.io/arch") == Tri::kTrue && expression["operator"].equals("In") == Tri::kTrue &&
          expression["values"].items().size() == 1)
        return expression["values"][0];
  return Value();
}

// The architecture of a managed node group, by its AMI type; AL2_x86_64 is the default.
std::string architecture(const Resource& group) {
  const Value ami = group["ami_type"];
  if (ami.is_unknown() || ami.equals("CUSTOM") == Tri::kTrue) return {};
  const std::string text = ami.text().value_or("AL2_x86_64");
  return text.find("ARM_64") != std::string::npos ? "arm64" : "amd64";
}

// Nodes that this code does not list: Karpenter, node groups of their own, other clouds, Fargate.
bool has_other_nodes(const RuleContext& ctx) {
  for (const std::string_view kind :
       {"kubernetes/NodePool", "kubernetes/EC2NodeClass", "kubernetes/Provisioner", "kubernetes/AWSNodeTemplate",
        "terraform/aws_autoscaling_group", "terraform/aws_eks_fargate_profile", "terraform/google_container_node_pool",
        "terraform/azurerm_kubernetes_cluster", "terraform/azurerm_kubernetes_cluster_node_pool"})
    if (!ctx.all(kind).empty()) return true;
  for (const Resource* cluster : ctx.all("terraform/aws_eks_cluster"))
    if (!(*cluster)["compute_config"].is_absent()) return true;
  return false;
}

void check(const Resource& workload, RuleContext& ctx) {
  const Value wanted = pinned_architecture(workload["pod.spec"]);
  const auto groups = ctx.all("terraform/aws_eks_node_group");
  if (!wanted.is_string() || groups.empty() || has_other_nodes(ctx)) return;
  for (const Resource* group : groups) {
    const std::string offered = architecture(*group);
    if (offered.empty() || offered == wanted.as_string()) return;
  }
  ctx.report(wanted, "no node group runs " + std::string(wanted.as_string()) + ": the pods stay pending")
      .note(groups.front()->header, "the node groups are " + architecture(*groups.front()))
      .attribute("nodeSelector");
}

constexpr std::string_view kKinds[] = {"kubernetes/*"};
constexpr std::string_view kTags[] = {"arm64", "workload"};

}  // namespace

extern constinit const NativeRule k8s_no_node_for_architecture{
    .meta = {.id = "k8s-no-node-for-architecture",
             .summary = "Workload is pinned to an architecture that no node group has",
             .severity = Severity::kHigh,
             .confidence = Confidence::kMedium,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags},
    .check = check,
};

}  // namespace platlint
