// SPDX-License-Identifier: Apache-2.0
//
// A reader of HCL's native syntax in one pass over bytes: a recursive-descent parser that is its own scanner, because what a byte
// means depends on where the parser stands (a template's text, a heredoc's line, brackets that make line breaks blank). Its parts stand on
// one another: scanner.h (blanks, names), expression_reader.h with template_reader.h, body_reader.h (bodies, recovery), and salvage.h for
// what is broken.
#include "grammars/hcl/parser.h"

#include "grammars/hcl/body_reader.h"

namespace platlint::hcl {
namespace {

class Alone : public ExpressionReader {
 public:
  Alone(const SourceFile& file, std::string_view text, SourceRange fixed, Arena& arena, Diagnostics& diagnostics)
      : ExpressionReader(file, text, fixed, arena, diagnostics) {}

  const Expr* whole_expression() {
    line_breaks_count_ = false;
    skip();
    const Expr* expr = expression();
    skip();
    if (expr != nullptr && at_ < text_.size()) error(here(), "Extra characters after the expression.");
    return failed_ ? nullptr : expr;
  }

  const Expr* whole_template() {
    const Expr* expr = bare_template();
    return failed_ ? nullptr : expr;
  }
};

}  // namespace

const File* parse(const SourceFile& file, Arena& arena, Diagnostics& diagnostics) { return BodyReader(file, arena, diagnostics).read(); }

const Expr* parse_expression(const SourceFile& file, Arena& arena, Diagnostics& diagnostics) {
  return Alone(file, file.text(), {}, arena, diagnostics).whole_expression();
}

const Expr* parse_template(const SourceFile& file, Arena& arena, Diagnostics& diagnostics) {
  return Alone(file, file.text(), {}, arena, diagnostics).whole_template();
}

const Expr* parse_template_text(std::string_view text, SourceRange where, Arena& arena, Diagnostics& diagnostics) {
  static const SourceFile kNowhere(kNoFile, "", "");
  return Alone(kNowhere, text, where, arena, diagnostics).whole_template();
}

}  // namespace platlint::hcl
