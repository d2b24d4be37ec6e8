// SPDX-License-Identifier: Apache-2.0
//
// Where findings are, and what of the source may be shown there.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analyzer/rule/report.h"
#include "analyzer/source/source_map.h"

namespace platlint {

// A range as reports write it. `path` is empty when the finding has no place in a file.
struct Place {
  std::string_view path = {};
  Position start = {};
  Position end = {};
  std::uint32_t start_byte = 0;
  std::uint32_t end_byte = 0;
};

// Positions of many ranges. Remembers the last one, so that a long line with many findings is walked once and not once a finding.
class Places {
 public:
  explicit Places(const SourceMap& sources) : sources_(sources) {}
  Place operator()(const SourceRange& range);
  // The finding's place; its subject's root as path when it has no range.
  Place operator()(const Finding& finding);

 private:
  Position position(FileId file, std::uint32_t offset);
  const SourceMap& sources_;
  FileId file_ = kNoFile;
  std::uint32_t offset_ = 0;
  Position position_ = {};
};

// Takes the secrets of a report out of everything that is printed: their texts wherever they turn up again, and every source line they
// stand on.
class Redactor {
 public:
  Redactor(const Report& report, const SourceMap& sources);
  std::string operator()(std::string_view text) const;
  bool hides_line(FileId file, std::uint32_t line) const { return lines_.contains({file, line}); }
  // May source text of that range be quoted?
  bool hides(const SourceMap& sources, const SourceRange& range) const;

 private:
  void add(std::string_view secret);
  std::vector<std::string> secrets_;  // longest first
  std::set<std::pair<FileId, std::uint32_t>> lines_;
};

// One source line as shown, and where the caret goes in it (both in terminal columns; tabs and wide characters counted).
struct Excerpt {
  std::string text = {};
  std::size_t caret_column = 0;
  std::size_t caret_width = 1;
};
Excerpt excerpt(const SourceFile& file, std::uint32_t line, const SourceRange& range);

// "path:12:3"
std::string describe(const Place& place);

}  // namespace platlint
