// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/rule.h"

namespace platlint {
namespace {

constexpr std::string_view kTags[] = {"completeness"};

}  // namespace

// Reported by the engine from what the readers and the evaluator say; there is nothing to visit.
extern constinit const NativeRule syntax_error{
    .meta = {.id = "syntax-error", .summary = "A file does not parse", .severity = Severity::kHigh, .since = "0.1.0", .tags = kTags},
};

}  // namespace platlint
