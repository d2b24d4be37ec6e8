// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/pattern.h"
#include "analyzer/rule/rule.h"

namespace platlint {
namespace {

void check_program(RuleContext& ctx) {
  const SourceMap& sources = ctx.program().sources();
  for (const auto& [what, pattern] : ctx.settings().forbidden_texts)
    for (FileId id = 0; id < sources.size(); ++id) {
      const SourceFile& file = sources[id];
      // The configuration names what it forbids.
      if (file.path() == ".platlint.yaml") continue;
      for (const TextMatch& match : matches_in(file.text(), pattern))
        ctx.report(SourceRange{id, match.begin, match.end}, what + " may not be committed").attribute(what);
    }
}

constexpr std::string_view kKinds[] = {"program"};
constexpr std::string_view kTags[] = {"files"};
constexpr std::string_view kOptions[] = {"forbidden_texts"};

}  // namespace

extern constinit const NativeRule forbidden_text{
    .meta = {.id = "forbidden-text",
             .summary = "Text that this repository may not hold",
             .severity = Severity::kMedium,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .options = kOptions},
    .check_program = check_program,
};

}  // namespace platlint
