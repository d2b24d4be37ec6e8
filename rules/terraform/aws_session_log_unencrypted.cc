// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/rule.h"

namespace platlint {
namespace {

void check(const Resource& document, RuleContext& ctx) {
  if (document["document_type"].equals("Session") != Tri::kTrue) return;
  const Value content = document["content"];
  const Value settings = document["document"];
  if (settings.is_unknown()) ctx.unknown(content, "how sessions are logged is unknown");
  if (!settings.is_map()) return;
  const Value inputs = settings["inputs"];
  const auto named = [](const Value& name) {
    return name.is_unknown() ? Tri::kUnknown : tri(!name.is_absent() && name.equals("") != Tri::kTrue);
  };
  const Tri bucket = named(inputs["s3BucketName"]);
  const Tri group = named(inputs["cloudWatchLogGroupName"]);
  const Tri logged =
      tri_or(tri_and(bucket, inputs["s3EncryptionEnabled"].is_true()), tri_and(group, inputs["cloudWatchEncryptionEnabled"].is_true()));
  ctx.report_if(tri_not(logged), content,
                logged == Tri::kUnknown                ? "whether sessions are logged is unknown"
                : tri_or(bucket, group) == Tri::kFalse ? "what is done in a session is logged nowhere"
                                                       : "the log of sessions is not encrypted: it may show passwords that were typed");
}

constexpr std::string_view kKinds[] = {"terraform/aws_ssm_document"};
constexpr std::string_view kTags[] = {"logging", "encryption"};
constexpr std::string_view kEquivalents[] = {"checkov:CKV_AWS_113"};

}  // namespace

extern constinit const NativeRule aws_session_log_unencrypted{
    .meta = {.id = "aws-session-log-unencrypted",
             .summary = "Session Manager keeps no encrypted log of sessions",
             .severity = Severity::kLow,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
