// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/rule.h"

namespace platlint {
namespace {

void check(const Resource& backend, RuleContext& ctx) {
  if (backend.name != "s3") return;
  if (!backend["dynamodb_table"].is_absent() || !backend["dynamodb_endpoint"].is_absent()) return;
  const Value lockfile = backend["use_lockfile"];
  // Both are required: where one is missing and nothing tells how the state is kept, that comes with -backend-config.
  if (lockfile.is_absent() && (backend["bucket"].is_absent() || backend["key"].is_absent()) && backend["region"].is_absent() &&
      backend["encrypt"].is_absent()) {
    ctx.unknown(Value::missing(backend.header),
                "whether the state is locked is unknown: the backend's settings are given to terraform init");
    return;
  }
  if (lockfile.is_true() == Tri::kFalse)
    ctx.report(lockfile.is_absent() ? Value::missing(backend.header) : lockfile,
               "two runs at once may damage the state: no dynamodb_table and no use_lockfile")
        .attribute("use_lockfile");
}

constexpr std::string_view kKinds[] = {"terraform/backend"};
constexpr std::string_view kTags[] = {"state"};

}  // namespace

extern constinit const NativeRule tf_state_backend_without_lock{
    .meta = {.id = "tf-state-backend-without-lock",
             .summary = "State backend without locking",
             .severity = Severity::kMedium,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags},
    .check = check,
};

}  // namespace platlint
