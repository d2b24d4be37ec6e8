// SPDX-License-Identifier: Apache-2.0
#include "rules/terraform/lib_code.h"

namespace platlint {
namespace {

void check(const Resource& resource, RuleContext& ctx) {
  const TerraformCode& code = *resource.code;
  for (const CodeFile& file : code.files)
    for (const SourceRange comment : file.comments) {
      const std::string_view text = code::text_at(ctx, comment);
      if (text.starts_with("//")) {
        ctx.report(code, nullptr, comment, "begin comments with #")
            .fix({"begin with #", Applicability::kSafe, {{{comment.file, comment.begin, comment.begin + 2}, "#"}}});
      } else if (text.starts_with("/*") && text.find('\n') != std::string_view::npos) {
        ctx.report(code, nullptr, comment, "begin each line of the comment with #");  // on one line it may stand inside an expression
      }
    }
}

constexpr std::string_view kKinds[] = {"terraform/code"};
constexpr std::string_view kTags[] = {"language", "style", "pedantic"};
constexpr std::string_view kEquivalents[] = {"tflint:terraform_comment_syntax"};

}  // namespace

extern constinit const NativeRule terraform_comment_syntax{
    .meta = {.id = "terraform-comment-syntax",
             .summary = "Comment begins with // instead of #",
             .severity = Severity::kInfo,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .equivalents = kEquivalents,
             .fixable = true,
             .pedantic = true},
    .check = check,
};

}  // namespace platlint
