// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/rule.h"

namespace platlint {
namespace {

constexpr std::string_view kTags[] = {"policy", "correctness"};

}  // namespace

// Reported by the engine when it compiles the repository's own policies; there is nothing to visit.
extern constinit const NativeRule policy_invalid{
    .meta = {.id = "policy-invalid",
             .summary = "A Kyverno policy cannot do what it says",
             .severity = Severity::kHigh,
             .since = "0.1.0",
             .tags = kTags},
};

}  // namespace platlint
