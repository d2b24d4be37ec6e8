// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string>

#include "analyzer/rule/rule.h"
#include "rules/terraform/lib_resource_policy.h"
#include "rules/terraform/lib_s3_module.h"

namespace platlint {
namespace {

// The values of the variable in any test of that kind; missing when there is none.
Value tested(const Value& condition, std::string_view test, std::string_view variable) {
  for (const Member& one : condition.members())
    if (one.key == test || one.key == std::string(test) + "IfExists")
      for (const Member& key : one.value.members())
        if (key.key.size() == variable.size() &&
            std::equal(key.key.begin(), key.key.end(), variable.begin(), [](char a, char b) { return (a | 0x20) == (b | 0x20); }))
          return key.value;
  return Value::missing({});
}

// Denies what comes without TLS, or with an old version of it.
Tri denies_plain(const Value& statement) {
  const Value condition = statement["Condition"];
  const Value secure = tested(condition, "Bool", "aws:SecureTransport");
  const bool version = !tested(condition, "NumericLessThan", "s3:TlsVersion").is_absent();
  const Tri test = version              ? Tri::kTrue
                   : secure.is_absent() ? (condition.is_unknown() || condition.is_open() ? Tri::kUnknown : Tri::kFalse)
                                        : tri_not(secure.is_true());
  return tri_and(statement["Effect"].equals("Deny"), test);
}

Tri allows_only_tls(const Value& statement) {
  return tri_or(statement["Effect"].equals("Deny"), tested(statement["Condition"], "Bool", "aws:SecureTransport").is_true());
}

bool lets_all_in(const Resource& acl) {
  for (const std::string_view name : {"public-read", "public-read-write", "authenticated-read"})
    if (acl["acl"].equals(name) == Tri::kTrue) return true;
  const auto grants = acl["access_control_policy"]["grant"].items();
  return std::any_of(grants.begin(), grants.end(),
                     [](const Value& grant) { return grant["grantee"]["uri"].ends_with("/AllUsers") == Tri::kTrue; });
}

// The ACL by which everyone reads the bucket of this policy. Websites have plain HTTP only.
const Resource* public_acl(const Resource& policy, const RuleContext& ctx) {
  for (const Resource* bucket : ctx.references(policy, "aws_s3_bucket", "bucket")) {
    if (!(*bucket)["website"].is_absent() || !ctx.referrers(*bucket, "aws_s3_bucket_website_configuration", "bucket").empty()) continue;
    const auto blocks = ctx.referrers(*bucket, "aws_s3_bucket_public_access_block", "bucket");
    const bool blocked = std::any_of(blocks.begin(), blocks.end(), [](const Resource* block) {
      return (*block)["block_public_acls"].is_true() != Tri::kFalse || (*block)["ignore_public_acls"].is_true() != Tri::kFalse ||
             (*block)["restrict_public_buckets"].is_true() != Tri::kFalse;
    });
    for (const Resource* acl : ctx.referrers(*bucket, "aws_s3_bucket_acl", "bucket"))
      if (!blocked && lets_all_in(*acl)) return acl;
  }
  return nullptr;
}

void judge(const Resource& resource, const Value& attribute, const Value& document, RuleContext& ctx) {
  const Value statements = document["Statement"];
  Tri closed = document.is_unknown() || statements.is_open() || statements.is_unknown() ? Tri::kUnknown : Tri::kFalse;
  Tri all = closed == Tri::kUnknown ? Tri::kUnknown : Tri::kTrue;
  for (const Value& statement : statements.items()) {
    closed = tri_or(closed, denies_plain(statement));
    all = tri_and(all, allows_only_tls(statement));
  }
  // Where all that is allowed is allowed with TLS only, there is nothing to deny; a policy of denials only says nothing of the kind.
  bool any_allowed = false;
  for (const Value& statement : statements.items()) any_allowed = any_allowed || statement["Effect"].equals("Allow") == Tri::kTrue;
  const Tri fine = tri_or(closed, any_allowed ? all : closed);
  if (const Resource* acl = fine == Tri::kFalse ? public_acl(resource, ctx) : nullptr; acl != nullptr) {
    const Value at = (*acl)["acl"].is_absent() ? (*acl)["access_control_policy"] : (*acl)["acl"];
    ctx.report(*acl, at,
               "everyone is let in, over plain HTTP too: the bucket's policy does not deny requests without TLS (aws:SecureTransport)")
        .note(attribute.where(), "the policy of the bucket");
    return;
  }
  ctx.report_if(tri_not(fine), attribute,
                fine == Tri::kUnknown ? "whether the policy denies plain HTTP is unknown"
                                      : "no statement denies requests without TLS (aws:SecureTransport)");
}

void check(const Resource& resource, RuleContext& ctx) {
  if (resource.kind != s3_module::kKind) {
    for (const auto& [attribute, document, attached] : resource_policy::policies_of(resource)) judge(resource, attribute, document, ctx);
    return;
  }
  const auto inputs = s3_module::inputs(resource);
  if (!inputs) return;
  // The module can add that statement itself.
  const Value denies = (*inputs)["attach_deny_insecure_transport_policy"];
  const Value tls = (*inputs)["attach_require_latest_tls_policy"];
  if (denies.is_true() != Tri::kFalse || tls.is_true() != Tri::kFalse) return;
  for (const auto& [attribute, document, attached] : resource_policy::policies_of(resource)) judge(resource, attribute, document, ctx);
}

constexpr std::string_view kKinds[] = {"terraform/aws_s3_bucket_policy", "terraform/aws_s3_bucket", s3_module::kKind};
constexpr std::string_view kTags[] = {"storage", "tls", "iam"};
constexpr std::string_view kControls[] = {"CIS-AWS-3.0:2.1.1"};
constexpr std::string_view kEquivalents[] = {"checkov:CKV_AWS_379", "kics:4bc4dd4c-7d8d-405e-a0fb-57fa4c31b4d9"};

}  // namespace

extern constinit const NativeRule aws_s3_policy_plain_http{
    .meta = {.id = "aws-s3-policy-plain-http",
             .summary = "S3 bucket policy lets plain HTTP in",
             .severity = Severity::kLow,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .controls = kControls,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
