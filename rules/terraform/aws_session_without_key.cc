// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/rule.h"

namespace platlint {
namespace {

void check(const Resource& document, RuleContext& ctx) {
  if (document["document_type"].equals("Session") != Tri::kTrue) return;
  const Value content = document["content"];
  const Value settings = document["document"];
  if (settings.is_unknown()) ctx.unknown(content, "whether sessions have a key is unknown");
  if (!settings.is_map()) return;
  const Value key = settings["inputs"]["kmsKeyId"];
  if (key.is_absent() || key.equals("") == Tri::kTrue) ctx.report(content, "sessions are protected by TLS only: no kmsKeyId");
}

constexpr std::string_view kKinds[] = {"terraform/aws_ssm_document"};
constexpr std::string_view kTags[] = {"encryption", "keys"};
constexpr std::string_view kEquivalents[] = {"checkov:CKV_AWS_112", "kics:ce60cc6b-6831-4bd7-84a2-cc7f8ee71433"};

}  // namespace

extern constinit const NativeRule aws_session_without_key{
    .meta = {.id = "aws-session-without-key",
             .summary = "Session Manager traffic is not encrypted with a key",
             .severity = Severity::kLow,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
