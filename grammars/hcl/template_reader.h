// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/source/source_range.h"
#include "analyzer/support/arena.h"
#include "grammars/hcl/ast.h"

namespace platlint::hcl {

// What a template needs of the parser around it: expressions inside ${ } and %{ }, and where to put errors.
class TemplateHost {
 public:
  virtual ~TemplateHost() = default;
  // Reads an expression at `at` and moves it behind the expression and blanks. Null after an error.
  virtual const Expr* interpolation(std::size_t& at) = 0;
  virtual std::string_view identifier(std::size_t& at) = 0;
  virtual void template_error(std::size_t begin, std::size_t end, std::string message) = 0;
  // Wrong, but the template stands.
  virtual void template_complaint(std::size_t begin, std::size_t end, std::string message) = 0;
  virtual SourceRange template_range(std::size_t begin, std::size_t end) = 0;
  virtual bool enter() = 0;  // one level deeper; false at the limit
  virtual void leave() = 0;
};

// Reads quoted strings, heredocs and bare templates into Template nodes: escapes resolved, trim markers and indentation applied.
class TemplateReader {
 public:
  TemplateReader(TemplateHost& host, std::string_view text, Arena& arena) : host_(host), text_(text), arena_(arena) {}

  // All move `at` behind what they read; null (or nothing) after an error.
  const Expr* quoted(std::size_t& at);                            // at the opening quote
  const Expr* heredoc(std::size_t& at);                           // at <<
  const Expr* bare(std::size_t& at);                              // to the end of the text
  std::optional<std::string_view> plain_string(std::size_t& at);  // a quoted string without templates, as block labels are

 private:
  struct Token;
  enum class Ending : std::uint8_t { kQuote, kHeredoc, kEndOfText };

  bool read(std::size_t& at, Ending ending, std::string_view marker, std::vector<Token>& tokens);
  bool read_sequence(std::size_t& at, std::vector<Token>& tokens, bool directive);
  bool read_escape(std::size_t& at, std::string& out);
  // Bytes of the line's blanks before the marker, when the line at `line` ends a heredoc.
  std::optional<std::size_t> at_marker(std::size_t line, std::string_view marker) const;
  // The inside of a quoted string in which nothing means more than itself, which is most of them; else nothing, and `at` stays.
  std::optional<std::string_view> take_plain(std::size_t& at);
  void check_utf8(std::size_t begin, std::size_t end);
  void flush(std::vector<Token>& tokens, std::string& pending, std::size_t begin, std::size_t end, bool& trim_next);
  std::optional<std::span<const TemplatePart>> build(const std::vector<Token>& tokens, std::size_t& next, int depth, bool inside);
  const Expr* finish(std::vector<Token>& tokens, Template::Form form, std::size_t begin, std::size_t end);

  TemplateHost& host_;
  std::string_view text_;
  Arena& arena_;
};

}  // namespace platlint::hcl
