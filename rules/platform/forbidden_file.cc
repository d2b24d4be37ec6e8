// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/pattern.h"
#include "analyzer/rule/rule.h"

namespace platlint {
namespace {

void check_program(RuleContext& ctx) {
  const auto& patterns = ctx.settings().forbidden_files;
  const SourceMap& sources = ctx.program().sources();
  if (patterns.empty()) return;
  for (FileId id = 0; id < sources.size(); ++id) {
    const SourceFile& file = sources[id];
    for (const std::string& pattern : patterns)
      if (matches_path(pattern, file.path())) {
        ctx.report(SourceRange{id, 0, static_cast<std::uint32_t>(file.line(1).size())}, "files like " + pattern + " may not be committed")
            .attribute(file.path());
        break;
      }
  }
}

constexpr std::string_view kKinds[] = {"program"};
constexpr std::string_view kTags[] = {"files"};
constexpr std::string_view kOptions[] = {"forbidden_files"};

}  // namespace

extern constinit const NativeRule forbidden_file{
    .meta = {.id = "forbidden-file",
             .summary = "File that this repository may not hold",
             .severity = Severity::kHigh,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .options = kOptions},
    .check_program = check_program,
};

}  // namespace platlint
