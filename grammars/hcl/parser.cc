// SPDX-License-Identifier: Apache-2.0
//
// A reader of HCL's native syntax in one pass over bytes: a recursive-descent parser that is its own scanner, because what a byte
// means depends on where the parser stands (a template's text, a heredoc's line, brackets that make line breaks blank). The
// grammar is that of github.com/hashicorp/hcl/v2 (hclsyntax/spec.md); `line_breaks_count_` is its "newline mode".
//
// Recovery. After an error inside a body the parser looks for the next line that begins an item (`name =`, `name {`, `name "label"`)
// at no deeper indentation than the broken item, so that an unclosed string or bracket costs one item and not the file.
//
// Limits. Nesting of expressions, templates and blocks together is counted (kMaxDepth); beyond it the expression is given up with a
// kLimit diagnostic.
#include "grammars/hcl/parser.h"

#include <algorithm>
#include <cstring>
#include <string>
#include <utility>
#include <vector>

#include "grammars/hcl/template_reader.h"

namespace platlint::hcl {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
// Bytes of multi-byte characters count as letters: HCL allows Unicode identifiers.
bool is_ident_start(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (static_cast<unsigned char>(c) & 0x80U) != 0; }
bool is_ident(char c) { return is_ident_start(c) || is_digit(c) || c == '-'; }

struct BinaryOperator {
  std::string_view text;
  BinaryOp op;
  int level;  // higher binds tighter
};

// Longer texts first, so that ">=" is not read as ">".
constexpr BinaryOperator kBinaryOperators[] = {
    {"||", BinaryOp::kOr, 1},      {"&&", BinaryOp::kAnd, 2},       {"==", BinaryOp::kEqual, 3},    {"!=", BinaryOp::kNotEqual, 3}, {">=", BinaryOp::kGreaterEqual, 4},
    {"<=", BinaryOp::kLessEqual, 4}, {">", BinaryOp::kGreater, 4},  {"<", BinaryOp::kLess, 4},      {"+", BinaryOp::kAdd, 5},       {"-", BinaryOp::kSubtract, 5},
    {"*", BinaryOp::kMultiply, 6}, {"/", BinaryOp::kDivide, 6},     {"%", BinaryOp::kModulo, 6},
};

class Parser : public TemplateHost {
 public:
  // A text inside another file: all places are `fixed`.
  Parser(const SourceFile& file, std::string_view text, SourceRange fixed, Arena& arena, Diagnostics& diagnostics)
      : file_(file), text_(text), arena_(arena), diagnostics_(diagnostics), fixed_(fixed) {}

  Parser(const SourceFile& file, Arena& arena, Diagnostics& diagnostics) : file_(file), text_(file.text()), arena_(arena), diagnostics_(diagnostics) {
    if (text_.starts_with("\xEF\xBB\xBF")) at_ = 3;
  }

  const File* file() {
    File* result = arena_.make<File>();
    result->body = body(false);
    result->comments = arena_.copy(comments_);
    return result;
  }

  const Expr* whole_expression() {
    line_breaks_count_ = false;
    skip();
    const Expr* expr = expression();
    skip();
    if (expr != nullptr && at_ < text_.size()) error(here(), "Extra characters after the expression.");
    return failed_ ? nullptr : expr;
  }

  const Expr* whole_template() {
    TemplateReader reader(*this, text_, arena_);
    const Expr* expr = reader.bare(at_);
    return failed_ ? nullptr : expr;
  }

  // ---- what template readers ask of the parser
  const Expr* interpolation(std::size_t& at) override {
    const bool before = std::exchange(line_breaks_count_, false);
    at_ = at;
    skip();
    const Expr* expr = expression();
    skip();
    at = at_;
    line_breaks_count_ = before;
    return expr;
  }
  std::string_view identifier(std::size_t& at) override {
    const bool before = std::exchange(line_breaks_count_, false);
    at_ = at;
    skip();
    const std::string_view name = identifier();
    skip();
    at = at_;
    line_breaks_count_ = before;
    return name;
  }
  void template_error(std::size_t begin, std::size_t end, std::string message) override { error(range(begin, end), std::move(message)); }
  SourceRange template_range(std::size_t begin, std::size_t end) override { return range(begin, end); }
  bool enter() override {
    if (++depth_ <= kMaxDepth) return true;
    if (!limit_hit_) diagnostics_.push_back({Diagnostic::Kind::kLimit, here(), "Nested deeper than " + std::to_string(kMaxDepth) + " levels; the rest of this expression was not read."});
    limit_hit_ = failed_ = true;
    return false;
  }
  void leave() override { --depth_; }

 private:
  // ---- places
  SourceRange range(std::size_t begin, std::size_t end) const {
    if (fixed_.valid()) return fixed_;
    return {file_.id(), static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
  }
  SourceRange here() const { return range(at_, std::min(at_ + 1, text_.size())); }
  char peek(std::size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }
  bool at_end() const { return at_ >= text_.size(); }

  void error(SourceRange where, std::string message) {
    if (!failed_) diagnostics_.push_back({Diagnostic::Kind::kSyntax, where, std::move(message)});
    failed_ = true;
  }

  // ---- blanks
  void comment(std::size_t begin, std::size_t end) {
    std::size_t line = begin;
    while (line > 0 && (text_[line - 1] == ' ' || text_[line - 1] == '\t')) --line;
    const bool own = line == 0 || text_[line - 1] == '\n' || text_[line - 1] == '\r';
    // Recovery may pass a place twice.
    if (comments_.empty() || comments_.back().range.begin < begin) comments_.push_back({range(begin, end), own});
  }

  // Blanks and comments; line breaks too where they do not count.
  void skip() { skip(!line_breaks_count_); }
  void skip(bool line_breaks) {
    while (!at_end()) {
      const char c = text_[at_];
      if (c == ' ' || c == '\t' || (c == '\r' && peek(1) == '\n') || (line_breaks && c == '\n')) {
        ++at_;
      } else if (c == '#' || (c == '/' && peek(1) == '/')) {
        std::size_t end = text_.find('\n', at_);
        if (end == std::string_view::npos) end = text_.size();
        comment(at_, end > at_ && text_[end - 1] == '\r' ? end - 1 : end);
        at_ = end;
      } else if (c == '/' && peek(1) == '*') {
        const std::size_t close = text_.find("*/", at_ + 2);
        if (close == std::string_view::npos) {
          error(range(at_, at_ + 2), "This comment is not closed: expected \"*/\".");
          at_ = text_.size();
          return;
        }
        comment(at_, close + 2);
        at_ = close + 2;
      } else {
        return;
      }
    }
  }

  std::string_view identifier() {
    const std::size_t begin = at_;
    if (at_end() || !is_ident_start(text_[at_])) return {};
    while (!at_end() && is_ident(text_[at_])) ++at_;
    return text_.substr(begin, at_ - begin);
  }

  bool take(char c) {
    if (peek() != c) return false;
    ++at_;
    return true;
  }

  // ---- bodies
  Body body(bool in_block) {
    std::vector<Attribute> attributes;
    std::vector<Block> blocks;
    const std::size_t begin = at_;
    line_breaks_count_ = true;
    while (true) {
      skip(true);
      if (at_end() || (in_block && peek() == '}')) break;
      const std::size_t item = at_;
      failed_ = false;
      limit_hit_ = false;
      const std::size_t attributes_before = attributes.size();
      read_item(attributes, blocks, in_block);
      line_breaks_count_ = true;
      if (failed_) recover(item);
      if (attributes.size() > attributes_before) check_duplicate(attributes);
    }
    Body result;
    result.attributes = arena_.copy(attributes);
    result.blocks = arena_.copy(blocks);
    result.range = range(begin, at_);
    return result;
  }

  void check_duplicate(const std::vector<Attribute>& attributes) {
    const Attribute& last = attributes.back();
    for (std::size_t i = 0; i + 1 < attributes.size(); ++i)
      if (attributes[i].name == last.name) {
        const Position first = file_.position(attributes[i].name_range.begin);
        diagnostics_.push_back({Diagnostic::Kind::kSyntax, last.name_range,
                                "The argument \"" + std::string(last.name) + "\" was already set at line " + std::to_string(first.line) + "; each argument may be set only once."});
        return;
      }
  }

  void read_item(std::vector<Attribute>& attributes, std::vector<Block>& blocks, bool in_block) {
    const std::size_t begin = at_;
    const std::string_view name = identifier();
    if (name.empty()) {
      if (peek() == '"') return error(here(), "Argument names must not be quoted.");
      return error(here(), in_block ? "Expected an argument, a nested block or the closing brace." : "Expected an argument or a block.");
    }
    const SourceRange name_range = range(begin, at_);
    skip();
    if (peek() == '=' && peek(1) != '=') {
      ++at_;
      if (const Expr* value = attribute_value()) {
        attributes.push_back({name, name_range, range(begin, value->range.end), value});
        if (!failed_) end_of_item();
      }
      return;
    }
    block(name, name_range, blocks);
    if (!failed_) end_of_item();
  }

  const Expr* attribute_value() {
    skip();
    if (at_end() || peek() == '\n') {
      error(here(), "Expected the argument's value here, on the same line as \"=\".");
      return nullptr;
    }
    return expression();
  }

  // An item ends with its line.
  void end_of_item() {
    skip();
    if (at_end() || peek() == '\n') return;
    if (peek() == '}' && single_line_block_) return;
    error(here(), "An argument or block must end with its line: expected a line break here.");
  }

  void block(std::string_view type, SourceRange type_range, std::vector<Block>& blocks) {
    std::vector<Label> labels;
    std::size_t header_end = type_range.end;
    while (true) {
      skip();
      if (peek() == '{') break;
      const std::size_t begin = at_;
      if (peek() == '"') {
        TemplateReader reader(*this, text_, arena_);
        const auto label = reader.plain_string(at_);
        if (!label) return;
        labels.push_back({*label, range(begin, at_)});
      } else if (const std::string_view name = identifier(); !name.empty()) {
        labels.push_back({name, range(begin, at_)});
      } else {
        return error(here(), at_end() || peek() == '\n' ? "A block needs its opening brace on the same line as its name and labels."
                                                          : "Expected \"=\" and a value, or block labels and an opening brace.");
      }
      header_end = at_;
    }
    if (!enter()) return;
    ++at_;
    Block result;
    result.type = type;
    result.type_range = type_range;
    result.labels = arena_.copy(labels);
    result.header = range(type_range.begin, header_end);
    skip();
    const bool single_before = single_line_block_;
    if (peek() == '\n' || at_end()) {
      single_line_block_ = false;
      result.body = body(true);
    } else {
      single_line_block_ = true;
      result.body = single_line_body();
    }
    single_line_block_ = single_before;
    leave();
    const bool item_failed = failed_ && result.body.blocks.empty() && result.body.attributes.empty() && peek() != '}';
    if (take('}')) {
      if (!item_failed && !single_line_failed_) failed_ = false;
    } else if (!failed_ || at_end()) {
      failed_ = false;
      error(result.header, "This block is not closed: expected \"}\" before the end of the file.");
    }
    single_line_failed_ = false;
    result.range = range(type_range.begin, at_);
    blocks.push_back(result);
  }

  // `block { a = 1 }`: nothing or one argument.
  Body single_line_body() {
    std::vector<Attribute> attributes;
    const std::size_t begin = at_;
    if (peek() != '}') {
      const std::size_t name_begin = at_;
      const std::string_view name = identifier();
      const SourceRange name_range = range(name_begin, at_);
      skip();
      if (name.empty() || peek() != '=' || peek(1) == '=') {
        error(here(), "A block on one line may hold one argument only, no nested block.");
      } else {
        ++at_;
        if (const Expr* value = attribute_value()) attributes.push_back({name, name_range, range(name_begin, value->range.end), value});
        skip();
        if (!failed_ && peek() != '}') error(here(), "A block on one line may hold one argument only; put each on a line of its own.");
      }
    }
    single_line_failed_ = failed_;
    Body result;
    result.attributes = arena_.copy(attributes);
    result.range = range(begin, at_);
    return result;
  }

  // Goes to the next line that looks like an item and does not lie deeper than the broken one.
  void recover(std::size_t item) {
    const std::size_t indent = column(item);
    std::size_t line = text_.find('\n', std::max(item, at_ > item ? item : at_));
    while (line != std::string_view::npos) {
      std::size_t i = line + 1;
      while (i < text_.size() && (text_[i] == ' ' || text_[i] == '\t')) ++i;
      const std::size_t depth = i - line - 1;
      if (i < text_.size() && depth <= indent && (text_[i] == '}' || begins_item(i))) {
        at_ = text_[i] == '}' && depth == indent && indent > 0 ? i + 1 : i;
        // A brace at the item's own column closes the item when it opened one; at a smaller column it closes the block around.
        if (text_[i] == '}' && depth == indent && indent == 0) at_ = i + 1;
        return;
      }
      line = text_.find('\n', line + 1);
    }
    at_ = text_.size();
  }

  std::size_t column(std::size_t at) const {
    const std::size_t line = at == 0 ? std::string_view::npos : text_.rfind('\n', at - 1);
    return line == std::string_view::npos ? at : at - line - 1;
  }

  bool begins_item(std::size_t i) const {
    const std::size_t begin = i;
    if (!is_ident_start(text_[i])) return false;
    while (i < text_.size() && is_ident(text_[i])) ++i;
    if (i == begin) return false;
    while (i < text_.size() && (text_[i] == ' ' || text_[i] == '\t')) ++i;
    if (i >= text_.size()) return false;
    return text_[i] == '{' || text_[i] == '"' || (text_[i] == '=' && (i + 1 >= text_.size() || (text_[i + 1] != '=' && text_[i + 1] != '>')));
  }

  // ---- expressions; null after an error
  const Expr* expression() {
    if (!enter()) {
      leave();
      return nullptr;
    }
    const Expr* expr = conditional();
    leave();
    return expr;
  }

  const Expr* conditional() {
    const Expr* condition = binary(1);
    if (condition == nullptr) return nullptr;
    skip();
    if (peek() != '?') return condition;
    ++at_;
    skip();
    const Expr* yes = expression();
    if (yes == nullptr) return nullptr;
    skip();
    if (!take(':')) {
      error(here(), "A conditional needs \":\" and a value for the case that the condition is false.");
      return nullptr;
    }
    skip();
    const Expr* no = expression();
    if (no == nullptr) return nullptr;
    return arena_.make<Conditional>(Conditional{{ExprKind::kConditional, cover(condition->range, no->range)}, condition, yes, no});
  }

  const BinaryOperator* binary_operator() const {
    for (const BinaryOperator& candidate : kBinaryOperators)
      if (text_.substr(at_, candidate.text.size()) == candidate.text) return &candidate;
    return nullptr;
  }

  // Precedence climbing, without recursion for chains of one level.
  const Expr* binary(int level) {
    const Expr* left = unary();
    while (left != nullptr) {
      skip();
      const BinaryOperator* op = binary_operator();
      if (op == nullptr || op->level < level) return left;
      at_ += op->text.size();
      skip();
      if (!enter()) {
        leave();
        return nullptr;
      }
      const Expr* right = binary(op->level + 1);
      leave();
      if (right == nullptr) return nullptr;
      left = arena_.make<Binary>(Binary{{ExprKind::kBinary, cover(left->range, right->range)}, op->op, left, right});
    }
    return left;
  }

  const Expr* unary() {
    const char c = peek();
    if (c != '-' && !(c == '!' && peek(1) != '=')) return postfix(primary(), false);
    const std::size_t begin = at_++;
    skip();
    if (!enter()) {
      leave();
      return nullptr;
    }
    const Expr* operand = unary();
    leave();
    if (operand == nullptr) return nullptr;
    return arena_.make<Unary>(Unary{{ExprKind::kUnary, range(begin, operand->range.end)}, c == '-' ? UnaryOp::kNegate : UnaryOp::kNot, operand});
  }

  const Expr* primary() {
    const std::size_t begin = at_;
    const char c = peek();
    if (is_digit(c)) return number();
    if (c == '"') return TemplateReader(*this, text_, arena_).quoted(at_);
    if (c == '<' && peek(1) == '<') return TemplateReader(*this, text_, arena_).heredoc(at_);
    if (c == '(') return parens();
    if (c == '[') return brackets();
    if (c == '{') return braces();
    const std::string_view name = identifier();
    if (name.empty()) {
      error(here(), at_end() ? "Expected an expression, found the end of the file." : c == '\n' ? "Expected an expression before the end of the line." : "Expected the start of an expression.");
      return nullptr;
    }
    const SourceRange where = range(begin, at_);
    if (peek() == '(' || (peek() == ':' && peek(1) == ':')) return call(begin);
    if (name == "true" || name == "false") return arena_.make<Literal>(Literal{{ExprKind::kLiteral, where}, Literal::Type::kBool, name == "true"});
    if (name == "null") return arena_.make<Literal>(Literal{{ExprKind::kLiteral, where}, Literal::Type::kNull});
    return arena_.make<Variable>(Variable{{ExprKind::kVariable, where}, name});
  }

  const Expr* number() {
    const std::size_t begin = at_;
    while (is_digit(peek())) ++at_;
    if (peek() == '.' && is_digit(peek(1))) {
      ++at_;
      while (is_digit(peek())) ++at_;
    }
    const std::size_t sign = peek(1) == '+' || peek(1) == '-' ? 1U : 0U;
    if ((peek() == 'e' || peek() == 'E') && is_digit(peek(1 + sign))) {
      at_ += 1 + sign;
      while (is_digit(peek())) ++at_;
    }
    if (is_ident_start(peek())) {
      error(range(begin, at_ + 1), "This is not a number: only decimal digits, a fraction and an exponent are allowed.");
      return nullptr;
    }
    Literal literal{{ExprKind::kLiteral, range(begin, at_)}, Literal::Type::kNumber};
    literal.number = text_.substr(begin, at_ - begin);
    return arena_.make<Literal>(literal);
  }

  // Runs `read` with line breaks counting or not, and restores the mode.
  template <class Read>
  const Expr* in_mode(bool line_breaks_count, Read&& read) {
    const bool before = std::exchange(line_breaks_count_, line_breaks_count);
    const Expr* expr = read();
    line_breaks_count_ = before;
    return expr;
  }

  const Expr* parens() {
    const std::size_t begin = at_++;
    const Expr* inner = in_mode(false, [&]() -> const Expr* {
      skip();
      const Expr* expr = expression();
      if (expr == nullptr) return nullptr;
      skip();
      if (take(')')) return expr;
      error(here(), "Expected \")\" to close the parenthesis opened before.");
      return nullptr;
    });
    if (inner == nullptr) return nullptr;
    return arena_.make<Parens>(Parens{{ExprKind::kParens, range(begin, at_)}, inner});
  }

  const Expr* call(std::size_t begin) {
    while (peek() == ':' && peek(1) == ':') {
      at_ += 2;
      if (identifier().empty()) {
        error(here(), "Expected a name after \"::\".");
        return nullptr;
      }
    }
    Call result{{ExprKind::kCall, {}}, text_.substr(begin, at_ - begin), range(begin, at_)};
    if (!take('(')) {
      error(here(), "Expected \"(\" after the function's name.");
      return nullptr;
    }
    const Expr* read = in_mode(false, [&]() -> const Expr* {
      std::vector<const Expr*> args;
      skip();
      while (!take(')')) {
        if (result.expand_last) {
          error(here(), "Nothing may follow \"...\": it expands the last argument.");
          return nullptr;
        }
        const Expr* arg = expression();
        if (arg == nullptr) return nullptr;
        args.push_back(arg);
        skip();
        if (text_.substr(at_, 3) == "...") {
          at_ += 3;
          result.expand_last = true;
          skip();
        }
        if (!take(',') && peek() != ')') {
          error(here(), "Expected \",\" or \")\" after an argument of the call.");
          return nullptr;
        }
        skip();
      }
      result.args = arena_.copy(args);
      result.range = range(begin, at_);
      return arena_.make<Call>(result);
    });
    return read;
  }

  // Is the word here `for`, followed by a name (and not `for = 1` or a variable named so)?
  bool at_for() {
    if (text_.substr(at_, 3) != "for" || is_ident(peek(3))) return false;
    const std::size_t before = at_;
    at_ += 3;
    skip(true);
    const bool is_for = is_ident_start(peek());
    at_ = before;
    return is_for;
  }

  const Expr* brackets() {
    const std::size_t begin = at_++;
    return in_mode(false, [&]() -> const Expr* {
      skip();
      if (at_for()) return for_expression(begin, ']');
      std::vector<const Expr*> items;
      while (!take(']')) {
        const Expr* item = expression();
        if (item == nullptr) return nullptr;
        items.push_back(item);
        skip();
        if (!take(',') && peek() != ']') {
          error(here(), at_end() ? "This list is not closed: expected \"]\"." : "Expected \",\" between the items of a list, or \"]\".");
          return nullptr;
        }
        skip();
      }
      return arena_.make<Tuple>(Tuple{{ExprKind::kTuple, range(begin, at_)}, arena_.copy(items)});
    });
  }

  const Expr* braces() {
    const std::size_t begin = at_++;
    skip(true);
    if (at_for()) return in_mode(false, [&] { return for_expression(begin, '}'); });
    return in_mode(true, [&]() -> const Expr* {
      std::vector<ObjectItem> items;
      skip(true);
      while (!take('}')) {
        ObjectItem item;
        item.key = expression();
        if (item.key == nullptr) return nullptr;
        item.bare_key = item.key->kind == ExprKind::kVariable;
        if (item.bare_key) item.key = key_template(item.key->as<Variable>());
        if (item.key->kind == ExprKind::kLiteral) item.bare_key = true;  // true, null and numbers as key names
        skip();
        if (!(peek() == '=' && peek(1) != '=') && peek() != ':') {
          error(here(), at_end() ? "This object is not closed: expected \"}\"." : "Expected \"=\" or \":\" and a value after the key of an object.");
          return nullptr;
        }
        ++at_;
        skip();
        item.value = expression();
        if (item.value == nullptr) return nullptr;
        items.push_back(item);
        skip();
        if (peek() != '\n' && peek() != '}' && !take(',')) {
          error(here(), at_end() ? "This object is not closed: expected \"}\"." : "Expected a line break or \",\" between the items of an object.");
          return nullptr;
        }
        skip(true);
        if (at_end()) {
          error(range(begin, begin + 1), "This object is not closed: expected \"}\" before the end of the file.");
          return nullptr;
        }
      }
      return arena_.make<Object>(Object{{ExprKind::kObject, range(begin, at_)}, arena_.copy(items)});
    });
  }

  const Expr* key_template(const Variable& name) {
    TemplatePart* part = arena_.make<TemplatePart>();
    part->range = name.range;
    part->text = name.name;
    return arena_.make<Template>(Template{{ExprKind::kTemplate, name.range}, Template::Form::kQuoted, std::span<const TemplatePart>(part, 1)});
  }

  const Expr* expect(bool holds, const char* message) {
    if (!holds) error(here(), message);
    return nullptr;
  }

  bool word(std::string_view wanted) {
    if (text_.substr(at_, wanted.size()) != wanted || is_ident(peek(wanted.size()))) return false;
    at_ += wanted.size();
    return true;
  }

  const Expr* for_expression(std::size_t begin, char close) {
    For result{{ExprKind::kFor, {}}};
    at_ += 3;
    skip();
    result.value_name = identifier();
    skip();
    if (take(',')) {
      skip();
      result.key_name = result.value_name;
      result.value_name = identifier();
      if (result.value_name.empty()) return expect(false, "Expected the second name of the for expression.");
      skip();
    }
    if (!word("in")) return expect(false, "Expected \"in\" and a collection in the for expression.");
    skip();
    if ((result.collection = expression()) == nullptr) return nullptr;
    skip();
    if (!take(':')) return expect(false, "Expected \":\" after the collection of the for expression.");
    skip();
    if ((result.value_expr = expression()) == nullptr) return nullptr;
    skip();
    if (close == '}') {
      if (text_.substr(at_, 2) != "=>") return expect(false, "A for expression in braces makes an object: expected \"=>\" and a value.");
      at_ += 2;
      skip();
      result.key_expr = result.value_expr;
      if ((result.value_expr = expression()) == nullptr) return nullptr;
      skip();
      if (text_.substr(at_, 3) == "...") {
        at_ += 3;
        result.group = true;
        skip();
      }
    }
    if (word("if")) {
      skip();
      if ((result.condition = expression()) == nullptr) return nullptr;
      skip();
    }
    if (!take(close)) return expect(false, "Expected the end of the for expression here.");
    result.range = range(begin, at_);
    return arena_.make<For>(result);
  }

  // ---- what follows a term: .name .0 .* [key] [*]
  const Expr* postfix(const Expr* expr, bool attributes_only) {
    while (expr != nullptr) {
      // A line break ends the term unless brackets make it blank.
      const std::size_t before = at_;
      if (!line_breaks_count_) skip();
      if (peek() == '.' && text_.substr(at_, 3) != "...") {
        ++at_;
        if (!line_breaks_count_) skip();
        expr = take('*') ? splat(expr, false) : attribute_step(expr);
      } else if (peek() == '[' && !attributes_only) {
        expr = bracket_step(expr);
      } else {
        at_ = before;
        return expr;
      }
    }
    return nullptr;
  }

  const Expr* attribute_step(const Expr* source) {
    const std::size_t begin = at_;
    if (is_digit(peek())) {
      while (is_digit(peek())) ++at_;
      if (peek() == '.' && is_digit(peek(1))) {
        error(range(begin, at_ + 2), "Use brackets for nested indexes, such as [0][1].");
        return nullptr;
      }
      return get_attr(source, begin, true);
    }
    if (identifier().empty()) {
      error(here(), "Expected an attribute's name after the dot.");
      return nullptr;
    }
    return get_attr(source, begin, false);
  }

  const Expr* get_attr(const Expr* source, std::size_t begin, bool legacy_index) {
    GetAttr result{{ExprKind::kGetAttr, range(source->range.begin, at_)}, source, text_.substr(begin, at_ - begin), range(begin, at_), legacy_index};
    return arena_.make<GetAttr>(result);
  }

  const Expr* bracket_step(const Expr* source) {
    ++at_;
    skip(true);
    if (peek() == '*') {
      ++at_;
      skip(true);
      if (take(']')) return splat(source, true);
      error(here(), "Expected \"]\" after \"[*\".");
      return nullptr;
    }
    return in_mode(false, [&]() -> const Expr* {
      const Expr* key = expression();
      if (key == nullptr) return nullptr;
      skip();
      if (!take(']')) {
        error(here(), "Expected \"]\" to close the index.");
        return nullptr;
      }
      return arena_.make<Index>(Index{{ExprKind::kIndex, range(source->range.begin, at_)}, source, key});
    });
  }

  const Expr* splat(const Expr* source, bool full) {
    if (!enter()) {
      leave();
      return nullptr;
    }
    const Expr* element = arena_.make<Variable>(Variable{{ExprKind::kVariable, source->range}, {}});
    const Expr* each = postfix(element, !full);
    leave();
    if (each == nullptr) return nullptr;
    return arena_.make<Splat>(Splat{{ExprKind::kSplat, range(source->range.begin, at_)}, source, each, full});
  }

  const SourceFile& file_;
  std::string_view text_;
  Arena& arena_;
  Diagnostics& diagnostics_;
  SourceRange fixed_ = {};
  std::vector<Comment> comments_;
  std::size_t at_ = 0;
  int depth_ = 0;
  bool line_breaks_count_ = true;
  bool single_line_block_ = false;
  bool single_line_failed_ = false;
  bool failed_ = false;
  bool limit_hit_ = false;
};

}  // namespace

const File* parse(const SourceFile& file, Arena& arena, Diagnostics& diagnostics) { return Parser(file, arena, diagnostics).file(); }

const Expr* parse_expression(const SourceFile& file, Arena& arena, Diagnostics& diagnostics) { return Parser(file, arena, diagnostics).whole_expression(); }

const Expr* parse_template(const SourceFile& file, Arena& arena, Diagnostics& diagnostics) { return Parser(file, arena, diagnostics).whole_template(); }

const Expr* parse_template_text(std::string_view text, SourceRange where, Arena& arena, Diagnostics& diagnostics) {
  static const SourceFile kNowhere(kNoFile, "", "");
  return Parser(kNowhere, text, where, arena, diagnostics).whole_template();
}

}  // namespace platlint::hcl
