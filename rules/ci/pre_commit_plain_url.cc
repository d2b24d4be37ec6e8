// SPDX-License-Identifier: Apache-2.0
#include "rules/ci/lib_github.h"

namespace platlint {
namespace {

void check(const Resource& file, RuleContext& ctx) {
  for (const Value& entry : file["repos"].items()) {
    const Value url = entry["repo"];
    for (const std::string_view scheme : {"http://", "git://"})
      if (url.starts_with(scheme) == Tri::kTrue)
        ctx.report(url, "hooks come over " + std::string(scheme) + ", which anyone on the way can change; use https://").attribute("repo");
  }
}

constexpr std::string_view kKinds[] = {"file/pre-commit"};
constexpr std::string_view kTags[] = {"supply-chain", "ci"};
constexpr std::string_view kEquivalents[] = {"zizmor:insecure-url-scheme"};

}  // namespace

extern constinit const NativeRule pre_commit_plain_url{
    .meta = {.id = "pre-commit-plain-url",
             .summary = "Hooks are fetched over a connection that anyone on the way can change",
             .severity = Severity::kHigh,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
