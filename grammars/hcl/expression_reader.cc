// SPDX-License-Identifier: Apache-2.0
//
// The grammar is that of github.com/hashicorp/hcl/v2: hclsyntax/spec.md, and scan_tokens.rl where blanks between tokens matter.
#include "grammars/hcl/expression_reader.h"

#include <algorithm>

#include "grammars/hcl/parser.h"

namespace platlint::hcl {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

constexpr BinaryOperator kOr = {"||", BinaryOp::kOr, 1};
constexpr BinaryOperator kAnd = {"&&", BinaryOp::kAnd, 2};
constexpr BinaryOperator kEqual = {"==", BinaryOp::kEqual, 3};
constexpr BinaryOperator kNotEqual = {"!=", BinaryOp::kNotEqual, 3};
constexpr BinaryOperator kGreaterEqual = {">=", BinaryOp::kGreaterEqual, 4};
constexpr BinaryOperator kLessEqual = {"<=", BinaryOp::kLessEqual, 4};
constexpr BinaryOperator kGreater = {">", BinaryOp::kGreater, 4};
constexpr BinaryOperator kLess = {"<", BinaryOp::kLess, 4};
constexpr BinaryOperator kAdd = {"+", BinaryOp::kAdd, 5};
constexpr BinaryOperator kSubtract = {"-", BinaryOp::kSubtract, 5};
constexpr BinaryOperator kMultiply = {"*", BinaryOp::kMultiply, 6};
constexpr BinaryOperator kDivide = {"/", BinaryOp::kDivide, 6};
constexpr BinaryOperator kModulo = {"%", BinaryOp::kModulo, 6};

}  // namespace

const Expr* ExpressionReader::interpolation(std::size_t& at) {
  const int outer = template_height_;
  at_ = at;
  const Expr* expr = in_mode(false, [&] {
    skip();
    const Expr* read = expression();
    skip();
    return read;
  });
  at = at_;
  template_height_ = std::max(outer, height_);
  return expr;
}

std::string_view ExpressionReader::identifier(std::size_t& at) {
  at_ = at;
  const std::string_view name = in_mode(false, [&] {
    skip();
    const std::string_view read = take_name();
    skip();
    return read;
  });
  at = at_;
  return name;
}

bool ExpressionReader::too_tall(const SourceRange& where) {
  if (height_ < kMaxHeight) return false;
  limit(where, "A chain of more than " + std::to_string(kMaxHeight) + " operators or steps; the rest of this expression was not read.");
  return true;
}

const Expr* ExpressionReader::expression() {
  const Expr* expr = enter_level() ? conditional() : nullptr;
  leave_level();
  return expr;
}

std::optional<std::string_view> ExpressionReader::plain_string() { return TemplateReader(*this, text_, arena_).plain_string(at_); }

const Expr* ExpressionReader::bare_template() { return TemplateReader(*this, text_, arena_).bare(at_); }

const Expr* ExpressionReader::conditional() {
  const Expr* condition = binary(1);
  if (condition == nullptr) return nullptr;
  skip();
  if (peek() != '?') return condition;
  Tall tall(height_);
  tall.part();
  ++at_;
  skip();
  const Expr* yes = expression();
  if (yes == nullptr) return nullptr;
  tall.part();
  skip();
  if (!take(':')) return expect("A conditional needs \":\" and a value for the case that the condition is false.");
  skip();
  const Expr* no = expression();
  if (no == nullptr) return nullptr;
  tall.part();
  return arena_.make<Conditional>(Conditional{{ExprKind::kConditional, cover(condition->range, no->range)}, condition, yes, no});
}

const BinaryOperator* ExpressionReader::binary_operator() const {
  const char next = peek(1);
  switch (peek()) {
    case '|':
      return next == '|' ? &kOr : nullptr;
    case '&':
      return next == '&' ? &kAnd : nullptr;
    case '=':
      return next == '=' ? &kEqual : nullptr;
    case '!':
      return next == '=' ? &kNotEqual : nullptr;
    case '>':
      return next == '=' ? &kGreaterEqual : &kGreater;
    case '<':
      return next == '=' ? &kLessEqual : &kLess;
    case '+':
      return &kAdd;
    case '-':
      return &kSubtract;
    case '*':
      return &kMultiply;
    case '/':
      return &kDivide;
    case '%':
      return &kModulo;
    default:
      return nullptr;
  }
}

const Expr* ExpressionReader::binary(int level) {
  const Expr* left = unary();
  while (left != nullptr) {
    skip();
    const BinaryOperator* op = binary_operator();
    if (op == nullptr || op->level < level) return left;
    const Expr* right = nullptr;
    {
      Tall tall(height_);
      tall.part();
      at_ += op->text.size();
      skip();
      if (enter_level()) right = binary(op->level + 1);
      leave_level();
      tall.part();
    }
    if (right == nullptr || too_tall(right->range)) return nullptr;
    left = arena_.make<Binary>(Binary{{ExprKind::kBinary, cover(left->range, right->range)}, op->op, left, right});
  }
  return left;
}

const Expr* ExpressionReader::unary() {
  const char c = peek();
  if (c != '-' && !(c == '!' && peek(1) != '=')) return postfix(primary(), false);
  Tall tall(height_);
  const std::size_t begin = at_++;
  skip();
  const Expr* operand = enter_level() ? unary() : nullptr;
  leave_level();
  if (operand == nullptr) return nullptr;
  tall.part();
  return arena_.make<Unary>(
      Unary{{ExprKind::kUnary, range(begin, operand->range.end)}, c == '-' ? UnaryOp::kNegate : UnaryOp::kNot, operand});
}

const Expr* ExpressionReader::primary() {
  height_ = 1;
  const std::size_t begin = at_;
  const char c = peek();
  if (is_digit(c)) return number();
  if (c == '"' || (c == '<' && peek(1) == '<')) return text(c);
  if (c == '(') return parens();
  if (c == '[') return brackets();
  if (c == '{') return braces();
  const std::string_view name = take_name();
  if (name.empty())
    return expect(at_end()                                      ? "Expected an expression, found the end of the file."
                  : c == '\n' || (c == '\r' && peek(1) == '\n') ? "Expected an expression before the end of the line."
                  : utf8_sequence(text_.substr(at_)) == 0       ? "This is no UTF-8 text."
                                                                : "Expected the start of an expression.");
  const std::size_t end = at_;
  const std::size_t comments = comments_.size();
  if (peek() == ' ' || peek() == '\t' || !line_breaks_count_) skip();
  if (peek() == '(' || (peek() == ':' && peek(1) == ':')) return call(begin, end);
  at_ = end;
  comments_.resize(comments);
  const SourceRange where = range(begin, at_);
  if (name == "true" || name == "false")
    return arena_.make<Literal>(Literal{{ExprKind::kLiteral, where}, Literal::Type::kBool, name == "true"});
  if (name == "null") return arena_.make<Literal>(Literal{{ExprKind::kLiteral, where}, Literal::Type::kNull});
  return arena_.make<Variable>(Variable{{ExprKind::kVariable, where}, name});
}

const Expr* ExpressionReader::text(char first) {
  const std::size_t begin = at_;
  const int outer = std::exchange(template_height_, 0);
  TemplateReader reader(*this, text_, arena_);
  const Expr* expr = first == '"' ? reader.quoted(at_) : reader.heredoc(at_);
  if (first != '"' && expr != nullptr) heredocs_.emplace_back(begin, at_);
  height_ = template_height_ + 1;
  template_height_ = outer;
  return expr;
}

// The scanner of HCL takes all digits, dots and exponents in a row for one number, as long as it does not end in a dot.
const Expr* ExpressionReader::number() {
  const std::size_t begin = at_;
  const auto exponent = [&](std::size_t ahead) {
    if (peek(ahead) != 'e' && peek(ahead) != 'E') return std::size_t{0};
    if (is_digit(peek(ahead + 1))) return std::size_t{1};
    return (peek(ahead + 1) == '+' || peek(ahead + 1) == '-') && is_digit(peek(ahead + 2)) ? std::size_t{2} : std::size_t{0};
  };
  while (is_digit(peek())) ++at_;
  const bool dot = peek() == '.' && (is_digit(peek(1)) || exponent(1) > 0);
  const std::size_t dot_at = at_;
  if (dot) ++at_;
  while (dot && is_digit(peek())) ++at_;
  const bool bare_dot = dot && at_ == dot_at + 1;  // "1.e5"
  at_ += exponent(0);
  while (is_digit(peek())) ++at_;
  const bool goes_on =
      exponent(0) > 0 || (peek() == '.' && (is_digit(peek(1)) || exponent(1) > 0)) || name_character(text_.substr(at_), true) > 0;
  if (goes_on) {
    error(range(begin, at_ + 1), "This is not a number: only decimal digits, a fraction and an exponent are allowed.");
    return nullptr;
  }
  Literal literal{{ExprKind::kLiteral, range(begin, at_)}, Literal::Type::kNumber};
  literal.number = text_.substr(begin, at_ - begin);
  if (bare_dot) literal.number = arena_.copy(std::string(literal.number).erase(dot_at - begin, 1));
  return arena_.make<Literal>(literal);
}

const Expr* ExpressionReader::parens() {
  Tall tall(height_);
  const std::size_t begin = at_++;
  const Expr* inner = in_mode(false, [&]() -> const Expr* {
    skip();
    const Expr* expr = expression();
    if (expr == nullptr) return nullptr;
    tall.part();
    skip();
    return take(')') ? expr : expect("Expected \")\" to close the parenthesis opened before.");
  });
  if (inner == nullptr) return nullptr;
  return arena_.make<Parens>(Parens{{ExprKind::kParens, range(begin, at_)}, inner});
}

const Expr* ExpressionReader::call(std::size_t begin, std::size_t name_end) {
  Tall tall(height_);
  std::string name(text_.substr(begin, name_end - begin));  // blanks may stand around "::"
  while (peek() == ':' && peek(1) == ':') {
    at_ += 2;
    skip();
    const std::string_view part = take_name();
    if (part.empty()) return expect("Expected a name after \"::\".");
    name.append("::").append(part);
    name_end = at_;
    skip();
  }
  const std::string_view written = text_.substr(begin, name_end - begin);
  Call result{{ExprKind::kCall, {}}, written == name ? written : arena_.copy(name), range(begin, name_end)};
  if (!take('(')) return expect("Expected \"(\" after the function's name.");
  return in_mode(false, [&]() -> const Expr* {
    std::vector<const Expr*> args;
    skip();
    while (!take(')')) {
      if (result.expand_last) return expect("Nothing may follow \"...\": it expands the last argument.");
      const Expr* arg = expression();
      if (arg == nullptr) return nullptr;
      tall.part();
      args.push_back(arg);
      skip();
      if (looking_at("...")) {
        at_ += 3;
        result.expand_last = true;
        skip();
      }
      if (!take(',') && peek() != ')') return expect("Expected \",\" or \")\" after an argument of the call.");
      skip();
    }
    result.args = arena_.copy(args);
    result.range = range(begin, at_);
    return arena_.make<Call>(result);
  });
}

// Is the word here `for`, followed by a name (and not `for = 1` or a variable named so)?
bool ExpressionReader::at_for() {
  if (!word_here("for")) return false;
  const std::size_t before = at_;
  const std::size_t comments = comments_.size();
  at_ += 3;
  skip(true);
  const bool is_for = name_character(text_.substr(at_), true) != 0;
  at_ = before;
  comments_.resize(comments);
  return is_for;
}

const Expr* ExpressionReader::brackets() {
  Tall tall(height_);
  const std::size_t begin = at_++;
  return in_mode(false, [&]() -> const Expr* {
    skip();
    if (at_for()) {
      const Expr* expr = for_expression(begin, ']');
      tall.part();
      return expr;
    }
    std::vector<const Expr*> items;
    while (!take(']')) {
      const Expr* item = expression();
      if (item == nullptr) return nullptr;
      tall.part();
      items.push_back(item);
      skip();
      if (!take(',') && peek() != ']')
        return expect(at_end() ? "This list is not closed: expected \"]\"." : "Expected \",\" between the items of a list, or \"]\".");
      skip();
    }
    return arena_.make<Tuple>(Tuple{{ExprKind::kTuple, range(begin, at_)}, arena_.copy(items)});
  });
}

const Expr* ExpressionReader::braces() {
  const std::size_t begin = at_++;
  skip(true);
  if (at_for()) return in_mode(false, [&] { return for_expression(begin, '}'); });
  return in_mode(true, [&] { return object(begin); });
}

const Expr* ExpressionReader::object(std::size_t begin) {
  Tall tall(height_);
  std::vector<ObjectItem> items;
  skip(true);
  while (!take('}')) {
    ObjectItem item;
    item.key = expression();
    if (item.key == nullptr) return nullptr;
    tall.part();
    item.bare_key = item.key->kind == ExprKind::kVariable;
    if (item.bare_key) item.key = key_template(item.key->as<Variable>());
    if (item.key->kind == ExprKind::kLiteral) item.bare_key = true;  // true, null and numbers as key names
    skip();
    if (!(peek() == '=' && peek(1) != '=') && peek() != ':')
      return expect(at_end() ? "This object is not closed: expected \"}\"."
                             : "Expected \"=\" or \":\" and a value after the key of an object.");
    ++at_;
    skip();
    item.value = expression();
    if (item.value == nullptr) return nullptr;
    tall.part();
    items.push_back(item);
    skip();
    if (peek() != '\n' && peek() != '}' && !take(','))
      return expect(at_end() ? "This object is not closed: expected \"}\"."
                             : "Expected a line break or \",\" between the items of an object.");
    skip(true);
    if (at_end()) {
      error(range(begin, begin + 1), "This object is not closed: expected \"}\" before the end of the file.");
      return nullptr;
    }
  }
  return arena_.make<Object>(Object{{ExprKind::kObject, range(begin, at_)}, arena_.copy(items)});
}

const Expr* ExpressionReader::key_template(const Variable& name) {
  TemplatePart* part = arena_.make<TemplatePart>();
  part->range = name.range;
  part->text = name.name;
  return arena_.make<Template>(
      Template{{ExprKind::kTemplate, name.range}, Template::Form::kQuoted, std::span<const TemplatePart>(part, 1)});
}

const Expr* ExpressionReader::for_expression(std::size_t begin, char close) {
  Tall tall(height_);
  For result{{ExprKind::kFor, {}}};
  at_ += 3;
  skip();
  result.value_name = take_name();
  skip();
  if (take(',')) {
    skip();
    result.key_name = result.value_name;
    result.value_name = take_name();
    if (result.value_name.empty()) return expect("Expected the second name of the for expression.");
    skip();
  }
  if (!word_here("in")) return expect("Expected \"in\" and a collection in the for expression.");
  at_ += 2;
  skip();
  if ((result.collection = expression()) == nullptr) return nullptr;
  tall.part();
  skip();
  if (!take(':')) return expect("Expected \":\" after the collection of the for expression.");
  skip();
  if ((result.value_expr = expression()) == nullptr) return nullptr;
  tall.part();
  skip();
  if (close == '}') {
    if (!looking_at("=>")) return expect("A for expression in braces makes an object: expected \"=>\" and a value.");
    at_ += 2;
    skip();
    result.key_expr = result.value_expr;
    if ((result.value_expr = expression()) == nullptr) return nullptr;
    tall.part();
    skip();
    if (looking_at("...")) {
      at_ += 3;
      result.group = true;
      skip();
    }
  }
  if (word_here("if")) {
    at_ += 2;
    skip();
    if ((result.condition = expression()) == nullptr) return nullptr;
    tall.part();
    skip();
  }
  if (!take(close)) return expect("Expected the end of the for expression here.");
  result.range = range(begin, at_);
  return arena_.make<For>(result);
}

// What follows a term: .name .0 .* [key] [*]
const Expr* ExpressionReader::postfix(const Expr* expr, bool attributes_only) {
  while (expr != nullptr) {
    // A line break ends the term unless brackets make it blank.
    const std::size_t before = at_;
    const std::size_t comments = comments_.size();
    skip();
    if (peek() == '.' && !looking_at("...")) {
      Tall tall(height_);
      tall.part();
      ++at_;
      skip();
      expr = dot_step(expr, attributes_only);
      tall.part();
    } else if (peek() == '[' && !attributes_only) {
      Tall tall(height_);
      tall.part();
      expr = bracket_step(expr);
      tall.part();
    } else {
      at_ = before;
      comments_.resize(comments);
      return expr;
    }
    if (expr != nullptr && too_tall(expr->range)) return nullptr;
  }
  return nullptr;
}

const Expr* ExpressionReader::dot_step(const Expr* source, bool attributes_only) {
  const std::size_t begin = at_;
  if (peek() == '*') {
    if (attributes_only) return expect("A splat may not stand inside another one written \".*\"; use [*].");
    ++at_;
    return splat(source, false);
  }
  const bool legacy_index = is_digit(peek());
  if (legacy_index) {
    while (is_digit(peek())) ++at_;
    if ((peek() == '.' || peek() == 'e' || peek() == 'E') && is_digit(peek(1))) {
      error(range(begin, at_ + 2), "Use brackets for nested indexes, such as [0][1].");
      return nullptr;
    }
  } else if (take_name().empty()) {
    return expect("Expected an attribute's name after the dot.");
  }
  GetAttr result{
      {ExprKind::kGetAttr, range(source->range.begin, at_)}, source, text_.substr(begin, at_ - begin), range(begin, at_), legacy_index};
  return arena_.make<GetAttr>(result);
}

const Expr* ExpressionReader::bracket_step(const Expr* source) {
  ++at_;
  const bool star = in_mode(false, [&] {
    skip();
    if (!take('*')) return false;
    skip();
    return true;
  });
  if (star) return take(']') ? splat(source, true) : expect("Expected \"]\" after \"[*\".");
  return in_mode(false, [&]() -> const Expr* {
    const Expr* key = expression();
    if (key == nullptr) return nullptr;
    skip();
    if (!take(']')) return expect("Expected \"]\" to close the index.");
    return arena_.make<Index>(Index{{ExprKind::kIndex, range(source->range.begin, at_)}, source, key});
  });
}

const Expr* ExpressionReader::splat(const Expr* source, bool full) {
  height_ = 1;
  const Expr* element = arena_.make<Variable>(Variable{{ExprKind::kVariable, source->range}, {}});
  const Expr* each = enter_level() ? postfix(element, !full) : nullptr;
  leave_level();
  if (each == nullptr) return nullptr;
  return arena_.make<Splat>(Splat{{ExprKind::kSplat, range(source->range.begin, at_)}, source, each, full});
}

}  // namespace platlint::hcl
