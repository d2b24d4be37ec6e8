// SPDX-License-Identifier: Apache-2.0
//
// What all readers of the native syntax stand on: a place in the text, blanks and comments, names, errors. `line_breaks_count_` is HCL's
// "newline mode": inside brackets a line break is a blank.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analyzer/source/diagnostic.h"
#include "analyzer/source/source_map.h"
#include "analyzer/support/arena.h"
#include "grammars/hcl/ast.h"

namespace platlint::hcl {

// Bytes of the character at `text` that may begin a name (`start`) or go on with one; 0 when it may not, or is not UTF-8. Names are those
// of UAX #31 (ID_Start, ID_Continue) and "_" anywhere, "-" behind the first character.
std::size_t name_character(std::string_view text, bool start);

// Bytes of the UTF-8 sequence at `text` as HCL's scanner counts them; 0 when it is broken there.
std::size_t utf8_sequence(std::string_view text);

class Scanner {
 protected:
  // `fixed`, where valid, is the place of everything: the text stands inside another file.
  Scanner(const SourceFile& file, std::string_view text, SourceRange fixed, Arena& arena, Diagnostics& diagnostics)
      : file_(file), text_(text), arena_(arena), diagnostics_(diagnostics), fixed_(fixed) {}

  SourceRange range(std::size_t begin, std::size_t end) const {
    if (fixed_.valid()) return fixed_;
    return {file_.id(), static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
  }
  SourceRange here() const { return range(std::min(at_, text_.size()), std::min(at_ + 1, text_.size())); }
  char peek(std::size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }
  bool at_end() const { return at_ >= text_.size(); }
  bool take(char c) {
    if (peek() != c || at_end()) return false;
    ++at_;
    return true;
  }
  bool looking_at(std::string_view wanted) const { return text_.substr(at_, wanted.size()) == wanted; }
  // The next word is `wanted` and no longer.
  bool word_here(std::string_view wanted) const {
    return looking_at(wanted) && name_character(text_.substr(at_ + wanted.size()), false) == 0;
  }

  // Only the first error of an item is told; the rest follow from it.
  void error(SourceRange where, std::string message) {
    if (!failed_) complain(where, std::move(message));
    failed_ = true;
  }
  // Wrong, but what was read stands.
  void complain(SourceRange where, std::string message) {
    if (!fixed_.valid()) where.end = std::min(where.end, static_cast<std::uint32_t>(text_.size()));
    diagnostics_.push_back({Diagnostic::Kind::kSyntax, where, std::move(message)});
  }

  // One level deeper, false at kMaxDepth. Each call is paired with leave(), also when it gave false.
  bool enter_level();
  void leave_level() { --depth_; }
  void limit(SourceRange where, std::string message);

  // Blanks and comments; line breaks too where they do not count.
  void skip() { skip(!line_breaks_count_); }
  void skip(bool line_breaks);

  // A name at `at_`, or nothing.
  std::string_view take_name();

  const SourceFile& file_;
  std::string_view text_;
  Arena& arena_;
  Diagnostics& diagnostics_;
  SourceRange fixed_ = {};
  std::vector<Comment> comments_ = {};
  std::size_t at_ = 0;
  int depth_ = 0;
  bool line_breaks_count_ = true;
  bool failed_ = false;
  bool limit_hit_ = false;

 private:
  void comment(std::size_t begin, std::size_t end);
};

}  // namespace platlint::hcl
