// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/rule.h"

namespace platlint {
namespace {

constexpr std::string_view kKinds[] = {"terraform/*"};
constexpr std::string_view kTags[] = {"correctness"};

}  // namespace

// Reported by the engine from what the Terraform lowering says.
extern constinit const NativeRule terraform_invalid{
    .meta = {.id = "terraform-invalid",
             .summary = "Terraform would refuse this configuration",
             .severity = Severity::kHigh,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags},
};

}  // namespace platlint
