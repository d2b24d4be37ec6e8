// SPDX-License-Identifier: Apache-2.0
#include "rules/ci/lib_github.h"

namespace platlint {
namespace {

void check(const Resource& file, RuleContext& ctx) { report_complaints(file, ctx, "untrusted"); }

constexpr std::string_view kKinds[] = {"github/workflow", "github/action"};
constexpr std::string_view kTags[] = {"injection", "ci"};
constexpr std::string_view kEquivalents[] = {"actionlint:expression", "zizmor:template-injection"};

}  // namespace

extern constinit const NativeRule github_script_injection{
    .meta = {.id = "github-script-injection",
             .summary = "Text that strangers choose becomes part of a script",
             .severity = Severity::kHigh,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
