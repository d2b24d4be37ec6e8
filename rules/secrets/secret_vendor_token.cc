// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/rule.h"

namespace platlint {
namespace {

constexpr std::string_view kKinds[] = {"file"};
constexpr std::string_view kTags[] = {"secrets"};

}  // namespace

// Reported by the pass over bytes (analyzer/secrets); there is no resource to visit.
extern constinit const NativeRule secret_vendor_token{
    .meta = {.id = "secret-vendor-token",
             .summary = "Token of a service in the repository",
             .severity = Severity::kHigh,
             .confidence = Confidence::kMedium,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags},
};

}  // namespace platlint
