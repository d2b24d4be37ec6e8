// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/rule.h"

namespace platlint {
namespace {

constexpr std::string_view kKinds[] = {"terraform/aws_*"};
constexpr std::string_view kTags[] = {"cost"};
constexpr std::string_view kOptions[] = {"stacks"};

}  // namespace

// Reported by the engine from the estimate (analyzer/engine/budget.cc).
extern constinit const NativeRule aws_stack_over_budget{
    .meta = {.id = "aws-stack-over-budget",
             .summary = "Stack costs more than its budget",
             .severity = Severity::kMedium,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .options = kOptions},
};

}  // namespace platlint
