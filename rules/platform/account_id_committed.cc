// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "analyzer/rule/pattern.h"
#include "analyzer/rule/rule.h"

namespace platlint {
namespace {

// Where twelve digits are an account: in an ARN, a registry's host, or beside a word that says so.
const std::string kAccount =
    R"((?i)(?:arn:aws[a-z-]*:[a-z0-9-]*:[a-z0-9-]*:|account[_ -]?(?:id|number)?["' ]*[:=][ "']*|AWS["' ]*:[ "'\[]*)(\d{12})\b|\b(\d{12})\.dkr\.ecr\.)";

// Of documentation, and AWS' own accounts that everybody names (load balancer logs, add-on images, Canonical's AMIs).
constexpr std::string_view kPublic[] = {"123456789012", "012345678901", "099720109477", "602401143452", "137112412989", "127311923021",
                                        "054676820928", "763104351884", "156460612806", "033677994240", "114774131450"};

bool is_placeholder(std::string_view id) {
  return id.find_first_not_of(id.front()) == std::string_view::npos ||
         std::find(std::begin(kPublic), std::end(kPublic), id) != std::end(kPublic);
}

void check_program(RuleContext& ctx) {
  if (!ctx.settings().report_account_ids) return;
  const auto& allowed = ctx.settings().allowed_account_ids;
  const SourceMap& sources = ctx.program().sources();
  for (FileId id = 0; id < sources.size(); ++id)
    for (const TextMatch& match : matches_in(sources[id].text(), kAccount)) {
      const std::string_view account = sources[id].text().substr(match.begin, match.end - match.begin);
      if (is_placeholder(account) || std::find(allowed.begin(), allowed.end(), account) != allowed.end()) continue;
      ctx.report(SourceRange{id, match.begin, match.end}, "an AWS account id is committed; take it from a variable or a data source")
          .attribute("account")
          .secret();
    }
}

constexpr std::string_view kKinds[] = {"program"};
constexpr std::string_view kTags[] = {"files", "secrets"};
constexpr std::string_view kOptions[] = {"report_account_ids", "allowed_account_ids"};

}  // namespace

extern constinit const NativeRule account_id_committed{
    .meta = {.id = "account-id-committed",
             .summary = "AWS account id in the repository",
             .severity = Severity::kMedium,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .options = kOptions},
    .check_program = check_program,
};

}  // namespace platlint
