// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/model/value.h"
#include "analyzer/source/source_map.h"
#include "analyzer/support/arena.h"

namespace platlint {

inline constexpr std::size_t kMaxJsonText = 1U << 20U;  // bytes; longer texts keep no structure

// A JSON text as it is put together from pieces of the source, some of them perhaps unknown.
class JsonText {
 public:
  // `where` is where the piece stands; with `exact` its bytes stand there just so.
  void add(std::string_view text, SourceRange where, bool exact);
  // The lines of an indented heredoc, `indent` bytes of which were taken off at the start of each line. `at_line_start`: the first one too.
  void add_lines(std::string_view text, SourceRange where, std::size_t indent, bool at_line_start);
  void add_unknown(const Value& hole, SourceRange where);

  // What the text says, every part with its place; unknown where a hole is. Nothing when it is not JSON.
  std::optional<Value> read(Arena& arena) const;

 private:
  friend class JsonTextReader;
  struct Piece {
    std::size_t offset = 0;  // in text_
    SourceRange where = {};
    bool exact = false;
  };

  SourceRange place(std::size_t begin, std::size_t end) const;
  bool blank_trailing_commas();  // false when there are none

  std::string text_;
  std::vector<Piece> pieces_;
  std::vector<Value> holes_;
  bool in_string_ = false;
  bool escaped_ = false;
};

// May the text be an object or an array?
bool looks_like_json(std::string_view text);

// A known text of a file of the run, as JSON with places in that file.
std::optional<Value> read_json_file(const SourceFile& file, Arena& arena);

}  // namespace platlint
