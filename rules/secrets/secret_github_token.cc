// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/rule.h"

namespace platlint {
namespace {

constexpr std::string_view kKinds[] = {"file"};
constexpr std::string_view kTags[] = {"secrets"};
constexpr std::string_view kEquivalents[] = {"gitleaks:github-pat", "gitleaks:github-app-token", "gitleaks:github-oauth"};

}  // namespace

// Reported by the pass over bytes (analyzer/secrets); there is no resource to visit.
extern constinit const NativeRule secret_github_token{
    .meta = {.id = "secret-github-token",
             .summary = "GitHub token in the repository",
             .severity = Severity::kCritical,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
};

}  // namespace platlint
