// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/rule.h"

namespace platlint {
namespace {

struct Removed {
  std::string_view api;
  std::string_view kinds;  // separated by blanks; empty: all
  std::string_view release;
  std::string_view successor;
};

// kubernetes.io/docs/reference/using-api/deprecation-guide
constexpr Removed kRemoved[] = {
    {"extensions/v1beta1", "Deployment DaemonSet ReplicaSet", "1.16", "apps/v1"},
    {"extensions/v1beta1", "NetworkPolicy Ingress", "1.22", "networking.k8s.io/v1"},
    {"extensions/v1beta1", "PodSecurityPolicy", "1.16", "Pod Security Admission"},
    {"apps/v1beta1", "", "1.16", "apps/v1"},
    {"apps/v1beta2", "", "1.16", "apps/v1"},
    {"networking.k8s.io/v1beta1", "Ingress IngressClass", "1.22", "networking.k8s.io/v1"},
    {"rbac.authorization.k8s.io/v1alpha1", "", "1.22", "rbac.authorization.k8s.io/v1"},
    {"rbac.authorization.k8s.io/v1beta1", "", "1.22", "rbac.authorization.k8s.io/v1"},
    {"admissionregistration.k8s.io/v1beta1", "MutatingWebhookConfiguration ValidatingWebhookConfiguration", "1.22",
     "admissionregistration.k8s.io/v1"},
    {"apiextensions.k8s.io/v1beta1", "", "1.22", "apiextensions.k8s.io/v1"},
    {"apiregistration.k8s.io/v1beta1", "", "1.22", "apiregistration.k8s.io/v1"},
    {"certificates.k8s.io/v1beta1", "CertificateSigningRequest", "1.22", "certificates.k8s.io/v1"},
    {"coordination.k8s.io/v1beta1", "Lease", "1.22", "coordination.k8s.io/v1"},
    {"scheduling.k8s.io/v1beta1", "", "1.22", "scheduling.k8s.io/v1"},
    {"storage.k8s.io/v1beta1", "CSIDriver CSINode StorageClass VolumeAttachment", "1.22", "storage.k8s.io/v1"},
    {"storage.k8s.io/v1beta1", "CSIStorageCapacity", "1.27", "storage.k8s.io/v1"},
    {"batch/v1beta1", "CronJob", "1.25", "batch/v1"},
    {"discovery.k8s.io/v1beta1", "EndpointSlice", "1.25", "discovery.k8s.io/v1"},
    {"events.k8s.io/v1beta1", "Event", "1.25", "events.k8s.io/v1"},
    {"autoscaling/v2beta1", "HorizontalPodAutoscaler", "1.25", "autoscaling/v2"},
    {"autoscaling/v2beta2", "HorizontalPodAutoscaler", "1.26", "autoscaling/v2"},
    {"policy/v1beta1", "PodDisruptionBudget", "1.25", "policy/v1"},
    {"policy/v1beta1", "PodSecurityPolicy", "1.25", "Pod Security Admission"},
    {"node.k8s.io/v1beta1", "RuntimeClass", "1.25", "node.k8s.io/v1"},
    {"flowcontrol.apiserver.k8s.io/v1beta1", "", "1.26", "flowcontrol.apiserver.k8s.io/v1"},
    {"flowcontrol.apiserver.k8s.io/v1beta2", "", "1.29", "flowcontrol.apiserver.k8s.io/v1"},
    {"flowcontrol.apiserver.k8s.io/v1beta3", "", "1.32", "flowcontrol.apiserver.k8s.io/v1"},
};

bool holds(std::string_view kinds, std::string_view kind) {
  if (kinds.empty()) return true;
  while (!kinds.empty()) {
    const std::size_t end = kinds.find(' ');
    if (kinds.substr(0, end) == kind) return true;
    kinds = end == std::string_view::npos ? std::string_view() : kinds.substr(end + 1);
  }
  return false;
}

void check(const Resource& resource, RuleContext& ctx) {
  const Value version = resource["apiVersion"];
  if (!version.is_string()) return;
  for (const Removed& removed : kRemoved)
    if (version.as_string() == removed.api && holds(removed.kinds, resource.type())) {
      ctx.report(version, std::string(removed.api) + " " + std::string(resource.type()) + " is gone since Kubernetes " +
                              std::string(removed.release) + "; use " + std::string(removed.successor))
          .attribute("apiVersion");
      return;
    }
}

constexpr std::string_view kKinds[] = {"kubernetes/*"};
constexpr std::string_view kTags[] = {"upgrade"};

}  // namespace

extern constinit const NativeRule k8s_removed_api{
    .meta = {.id = "k8s-removed-api",
             .summary = "API version that clusters no longer serve",
             .severity = Severity::kHigh,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags},
    .check = check,
};

}  // namespace platlint
