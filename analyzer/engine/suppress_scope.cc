// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "analyzer/engine/suppress.h"

namespace platlint {
namespace {

using Scope = IgnoreText::Scope;

// The next line with code on it; 0 when there is none.
std::uint32_t next_code_line(const CommentedFile& file, const IgnoreComment& comment) {
  const SourceFile& source = *file.file;
  std::uint32_t line = source.position(comment.range.end).line + 1;
  for (; line <= source.line_count(); ++line) {
    const std::string_view text = source.line(line);
    const std::size_t first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) return 0;  // an empty line parts a comment from what follows
    const bool is_comment = text[first] == '#' || text.substr(first, 2) == "//" || text.substr(first, 2) == "/*";
    if (!is_comment) return line;
  }
  return 0;
}

void add_blocks(const CommentedFile& file, std::uint32_t line, std::vector<SourceRange>& ranges) {
  const SourceRange head = line_range(*file.file, line);
  auto at = std::lower_bound(file.blocks.begin(), file.blocks.end(), SourceRange{head.file, head.begin, 0});
  for (; at != file.blocks.end() && at->begin < head.end; ++at)
    if (at->end > head.end) ranges.push_back(*at);
}

}  // namespace

SourceRange line_range(const SourceFile& file, std::uint32_t line) { return {file.id(), file.line_start(line), file.line_start(line + 1)}; }

std::vector<SourceRange> covered(const CommentedFile& file, const IgnoreComment& comment, Scope scope) {
  const SourceFile& source = *file.file;
  const std::uint32_t own = source.position(comment.range.begin).line;
  std::vector<SourceRange> ranges;
  switch (scope) {
    case Scope::kFile:
      return {{source.id(), 0, static_cast<std::uint32_t>(source.text().size()) + 1}};
    case Scope::kLine:
      return {line_range(source, own)};
    case Scope::kInside: {
      if (file.kind == FileKind::kDockerfile) return {{source.id(), 0, static_cast<std::uint32_t>(source.text().size()) + 1}};
      const SourceRange* best = nullptr;
      for (const SourceRange& block : file.top_blocks)
        if (block.contains(comment.range) && (best == nullptr || best->contains(block))) best = &block;
      if (best != nullptr) ranges.push_back(*best);
      return ranges;
    }
    case Scope::kTarget:
    case Scope::kEitherLine:
    case Scope::kNextBlock:
      break;
  }
  std::uint32_t target = own;
  if (comment.own_line || scope != Scope::kTarget) {
    target = comment.own_line ? next_code_line(file, comment) : own + 1;
    if (scope == Scope::kEitherLine) ranges.push_back(line_range(source, own));
  }
  if (target == 0) return ranges;
  ranges.push_back(line_range(source, target));
  if (scope != Scope::kEitherLine) add_blocks(file, target, ranges);
  return ranges;
}

}  // namespace platlint
