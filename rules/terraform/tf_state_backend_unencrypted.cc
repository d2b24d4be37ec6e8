// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/rule.h"

namespace platlint {
namespace {

void check(const Resource& backend, RuleContext& ctx) {
  if (backend.name != "s3") return;
  const Value encrypt = backend["encrypt"];
  // Both are required: where one is missing and nothing tells how the state is kept, that comes with -backend-config.
  if (encrypt.is_absent() && (backend["bucket"].is_absent() || backend["key"].is_absent()) && backend["region"].is_absent() &&
      backend["dynamodb_table"].is_absent()) {
    ctx.unknown(Value::missing(backend.header),
                "whether the state is encrypted is unknown: the backend's settings are given to terraform init");
    return;
  }
  if (encrypt.is_unknown()) return ctx.report_if(Tri::kUnknown, encrypt, "whether the state is encrypted is unknown");
  if (encrypt.is_true() == Tri::kFalse && backend["kms_key_id"].is_absent())
    ctx.report(encrypt.is_absent() ? Value::missing(backend.header) : encrypt, "the state file is stored without encrypt = true")
        .attribute("encrypt");
}

constexpr std::string_view kKinds[] = {"terraform/backend"};
constexpr std::string_view kTags[] = {"state"};

}  // namespace

extern constinit const NativeRule tf_state_backend_unencrypted{
    .meta = {.id = "tf-state-backend-unencrypted",
             .summary = "S3 state backend is not encrypted",
             .severity = Severity::kMedium,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags},
    .check = check,
};

}  // namespace platlint
