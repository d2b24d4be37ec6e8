// SPDX-License-Identifier: Apache-2.0
#include <string>

#include "analyzer/rule/rule.h"

namespace platlint {
namespace {

void check(const Resource& user, RuleContext& ctx) {
  if (user.unknown_instance) return;  // each has its own keys
  const Resource* first = nullptr;
  for (const Resource* key : ctx.referrers(user, "aws_iam_access_key", "user")) {
    const Tri active = tri_not((*key)["status"].equals("Inactive"));
    if (active == Tri::kFalse) continue;
    if (active == Tri::kUnknown || key->unknown_instance) return void(ctx.unknown((*key)["user"], "how many keys the user has is unknown"));
    if (first != nullptr) {
      ctx.report(*key, key->header, "a second key of the same user: two secrets to keep, to rotate, and to lose")
          .note(first->header, "the other key");
      return;
    }
    first = key;
  }
}

constexpr std::string_view kKinds[] = {"terraform/aws_iam_user"};
constexpr std::string_view kTags[] = {"iam"};
constexpr std::string_view kEquivalents[] = {"kics:3561130e-9c5f-485b-9e16-2764c82763e5", "trivy:AWS-0167"};

}  // namespace

extern constinit const NativeRule aws_iam_user_two_keys{
    .meta = {.id = "aws-iam-user-two-keys",
             .summary = "IAM user has two access keys in use",
             .severity = Severity::kInfo,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
