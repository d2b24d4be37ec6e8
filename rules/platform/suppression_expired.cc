// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/rule.h"

namespace platlint {
namespace {

constexpr std::string_view kTags[] = {"suppressions"};

}  // namespace

// Reported by the settle pass, which knows what each ignore did; there is nothing to visit.
extern constinit const NativeRule suppression_expired{
    .meta = {.id = "suppression-expired", .summary = "An ignore has expired", .severity = Severity::kLow, .since = "0.1.0", .tags = kTags},
};

}  // namespace platlint
