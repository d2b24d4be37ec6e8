// SPDX-License-Identifier: Apache-2.0
#include <string>

#include "analyzer/rule/rule.h"
#include "rules/terraform/lib_user_data.h"

namespace platlint {
namespace {

// Keys in plain text are found where they stand, whatever file that is; those in base64 only here.
void check(const Resource& machine, RuleContext& ctx) {
  const auto texts = user_data::texts_of(machine);
  user_data::leave_unknown_open(texts, ctx);
  for (const user_data::Text& data : texts) {
    if (!data.encoded || data.text.find("-----BEGIN ") == std::string::npos || data.text.find("PRIVATE KEY") == std::string::npos) continue;
    ctx.report(data.at, "a private key stands in the user data, in base64, which everybody can decode").secret();
  }
}

constexpr std::string_view kTags[] = {"compute", "secrets"};
constexpr std::string_view kEquivalents[] = {
    "kics:443488f5-c734-460b-a36d-5b3f330174dc",
};

}  // namespace

extern constinit const NativeRule aws_private_key_in_user_data{
    .meta = {.id = "aws-private-key-in-user-data",
             .summary = "Machine gets a private key through its user data",
             .severity = Severity::kHigh,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = user_data::kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint
