// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/rule.h"

namespace platlint {
namespace {

// The newest minor version whose standard support has ended (AWS' calendar, 2026-01): 1.31 on 2025-11-26.
constexpr std::int64_t kNewestEnded = 31;

void check(const Resource& cluster, RuleContext& ctx) {
  const Value version = cluster["version"];
  // Without the argument a new cluster gets the newest version.
  if (version.is_absent()) return;
  if (version.is_unknown()) return (void)ctx.unknown(version, "whether the cluster's version is supported is unknown");
  const std::string text = version.text().value_or("");
  if (!text.starts_with("1.") || text.size() > 6) return;
  std::int64_t minor = 0;
  for (const char c : text.substr(2)) {
    if (c < '0' || c > '9') return;
    minor = minor * 10 + (c - '0');
  }
  if (minor <= kNewestEnded)
    ctx.report(version,
               "Kubernetes " + text + " is out of standard support: no fixes in time, and six times the price of the control plane")
        .attribute("version");
}

constexpr std::string_view kKinds[] = {"terraform/aws_eks_cluster"};
constexpr std::string_view kTags[] = {"kubernetes", "cost"};
constexpr std::string_view kEquivalents[] = {"checkov:CKV_AWS_339"};

}  // namespace

extern constinit const NativeRule aws_eks_old_version{
    .meta = {.id = "aws-eks-old-version",
             .summary = "EKS cluster runs a version out of standard support",
             .severity = Severity::kMedium,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
