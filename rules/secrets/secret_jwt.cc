// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/rule.h"

namespace platlint {
namespace {

constexpr std::string_view kKinds[] = {"file"};
constexpr std::string_view kTags[] = {"secrets"};
constexpr std::string_view kEquivalents[] = {"gitleaks:jwt"};

}  // namespace

// Reported by the pass over bytes (analyzer/secrets); there is no resource to visit.
extern constinit const NativeRule secret_jwt{
    .meta = {.id = "secret-jwt",
             .summary = "JSON web token in the repository",
             .severity = Severity::kMedium,
             .confidence = Confidence::kMedium,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
};

}  // namespace platlint
