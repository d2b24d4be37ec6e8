// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "grammars/hcl/scanner.h"
#include "grammars/hcl/template_reader.h"

namespace platlint::hcl {

struct BinaryOperator {
  std::string_view text;
  BinaryOp op;
  int level;  // higher binds tighter
};

// Expressions by recursive descent, operators by precedence climbing. Every reading function returns null after an error.
//
// Two limits guard whoever walks the tree: kMaxDepth on what is nested in the text, and kMaxHeight on the tree, since a chain such as
// `a + b + c` or `x.y.z` nests in the tree without nesting in the text.
class ExpressionReader : public Scanner, private TemplateHost {
 protected:
  using Scanner::Scanner;

  const Expr* expression();
  // A quoted string without templates, as block labels are.
  std::optional<std::string_view> plain_string();
  const Expr* bare_template();

  // Where heredocs of the current item stand: lines in them begin nothing, whatever they look like.
  std::vector<std::pair<std::size_t, std::size_t>> heredocs_ = {};

 private:
  // The height of what a function reads: one more than the tallest part.
  class Tall {
   public:
    explicit Tall(int& height) : height_(height) {}
    ~Tall() { height_ = most_ + 1; }
    void part() { most_ = most_ > height_ ? most_ : height_; }

   private:
    int& height_;
    int most_ = 0;
  };

  // ---- what template readers ask
  const Expr* interpolation(std::size_t& at) override;
  std::string_view identifier(std::size_t& at) override;
  void template_error(std::size_t begin, std::size_t end, std::string message) override { error(range(begin, end), std::move(message)); }
  void template_complaint(std::size_t begin, std::size_t end, std::string message) override {
    complain(range(begin, end), std::move(message));
  }
  SourceRange template_range(std::size_t begin, std::size_t end) override { return range(begin, end); }
  bool enter() override { return enter_level(); }
  void leave() override { leave_level(); }

  const Expr* conditional();
  const BinaryOperator* binary_operator() const;
  const Expr* binary(int level);
  const Expr* unary();
  const Expr* primary();
  const Expr* text(char first);
  const Expr* number();
  const Expr* parens();
  const Expr* call(std::size_t begin, std::size_t name_end);
  bool at_for();
  const Expr* brackets();
  const Expr* braces();
  const Expr* object(std::size_t begin);
  const Expr* key_template(const Variable& name);
  const Expr* for_expression(std::size_t begin, char close);
  const Expr* postfix(const Expr* expr, bool attributes_only);
  const Expr* dot_step(const Expr* source, bool attributes_only);
  const Expr* bracket_step(const Expr* source);
  const Expr* splat(const Expr* source, bool full);
  bool too_tall(const SourceRange& where);

  const Expr* expect(const char* message) {
    error(here(), message);
    return nullptr;
  }

  // Runs `read` with line breaks counting or not, and restores the mode.
  template <class Read>
  auto in_mode(bool line_breaks_count, Read&& read) {
    const bool before = std::exchange(line_breaks_count_, line_breaks_count);
    auto result = read();
    line_breaks_count_ = before;
    return result;
  }

  int height_ = 0;           // of the expression read last
  int template_height_ = 0;  // of the tallest interpolation of the template being read
};

}  // namespace platlint::hcl
