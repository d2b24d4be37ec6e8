// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/rule.h"

namespace platlint {
namespace {

void check(const Resource& ingress, RuleContext& ctx) {
  const Value notes = ingress["metadata"]["annotations"];
  const bool alb =
      ingress["spec"]["ingressClassName"].equals("alb") == Tri::kTrue || notes["kubernetes.io/ingress.class"].equals("alb") == Tri::kTrue;
  const Value scheme = notes["alb.ingress.kubernetes.io/scheme"];
  if (!alb || scheme.equals("internet-facing") != Tri::kTrue) return;
  const Value ports = notes["alb.ingress.kubernetes.io/listen-ports"];
  const Value certificate = notes["alb.ingress.kubernetes.io/certificate-arn"];
  // A certificate is found by the host names of `tls` or of the rules; the listener must be asked for then.
  const bool https =
      ports.contains_text("HTTPS") == Tri::kTrue || (ports.is_absent() && (!certificate.is_absent() || ingress["spec"]["tls"].is_list()));
  if (!https && !ports.is_unknown()) {
    ctx.report(ports.is_absent() ? scheme : ports, "requests cross the internet in the clear: listen for HTTPS, with a certificate")
        .attribute("listen-ports");
  } else if (ports.contains_text("\"HTTP\"") == Tri::kTrue && notes["alb.ingress.kubernetes.io/ssl-redirect"].is_absent() &&
             notes["alb.ingress.kubernetes.io/actions.ssl-redirect"].is_absent()) {
    ctx.report(ports, "what comes in over HTTP is served, not redirected: set alb.ingress.kubernetes.io/ssl-redirect")
        .attribute("ssl-redirect");
  }
}

constexpr std::string_view kKinds[] = {"kubernetes/Ingress"};
constexpr std::string_view kTags[] = {"tls", "network"};

}  // namespace

extern constinit const NativeRule k8s_alb_ingress_plain_http{
    .meta = {.id = "k8s-alb-ingress-plain-http",
             .summary = "Load balancer in the internet serves plain HTTP",
             .severity = Severity::kMedium,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags},
    .check = check,
};

}  // namespace platlint
