// SPDX-License-Identifier: Apache-2.0
//
// Recursive descent, one function a level of binding: || && equality relation ! and operands with what follows them. Chains of && and of
// || are one node with many children, as GitHub builds them, so that a long condition is not a deep one. A tree that would pass
// kMaxDepth is refused like GitHub refuses it; that bounds every walk over a tree as well.
#include "grammars/ghexpr/parser.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <cstdlib>
#include <limits>

#include "grammars/ghexpr/lexer.h"

namespace platlint::ghexpr {
namespace {

std::optional<double> read_number(std::string_view text) {
  std::string_view digits = text;
  const bool negative = digits.starts_with('-');
  if (negative || digits.starts_with('+')) digits.remove_prefix(1);
  if (digits == "Infinity") return negative ? -std::numeric_limits<double>::infinity() : std::numeric_limits<double>::infinity();
  int base = 10;
  if (digits.starts_with("0x")) base = 16;
  if (digits.starts_with("0o")) base = 8;
  if (base != 10) {
    digits.remove_prefix(2);
    if (digits.empty() || digits.size() > 16) return std::nullopt;
    double value = 0;
    for (const char c : digits) {
      const int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : 99;
      if (digit >= base) return std::nullopt;
      value = value * base + digit;
    }
    return negative ? -value : value;
  }
  bool any = false;
  std::size_t i = 0;
  const auto run = [&] {
    for (; i < digits.size() && digits[i] >= '0' && digits[i] <= '9'; ++i) any = true;
  };
  run();
  if (i < digits.size() && digits[i] == '.') ++i, run();
  if (!any) return std::nullopt;
  if (i < digits.size() && (digits[i] == 'e' || digits[i] == 'E')) {
    ++i;
    any = false;
    if (i < digits.size() && (digits[i] == '-' || digits[i] == '+')) ++i;
    run();
    if (!any) return std::nullopt;
  }
  if (i != digits.size()) return std::nullopt;
  return std::strtod(std::string(text).c_str(), nullptr);
}

class Parser {
 public:
  Parser(std::string_view text, std::vector<Token> tokens, Arena& arena, std::vector<Mistake>& mistakes)
      : text_(text), tokens_(std::move(tokens)), arena_(arena), mistakes_(mistakes) {}

  const Node* run() {
    if (now().kind == TokenKind::kEnd) return stop("an expression is missing");
    const Node* root = disjunction();
    if (root != nullptr && now().kind != TokenKind::kEnd) return stop("unexpected " + shown(now()) + " after the expression");
    return root;
  }

 private:
  const Token& now() const { return tokens_[at_]; }
  const Token& next() const { return tokens_[std::min(at_ + 1, tokens_.size() - 1)]; }
  void advance() { at_ = std::min(at_ + 1, tokens_.size() - 1); }
  std::string_view text(const Token& token) const { return text_.substr(token.span.begin, token.span.end - token.span.begin); }
  std::string shown(const Token& token) const {
    return token.kind == TokenKind::kEnd ? std::string("end") : "\"" + std::string(text(token)) + "\"";
  }

  const Node* stop(std::string message) {
    mistakes_.push_back({now().span, std::move(message)});
    return nullptr;
  }

  const Node* make(Node node, const std::vector<const Node*>& children) {
    for (const Node* child : children) node.depth = std::max(node.depth, child->depth + 1);
    if (node.depth > kMaxDepth) return stop("the expression nests deeper than " + std::to_string(kMaxDepth) + " levels");
    node.children = arena_.copy(children);
    return arena_.make<Node>(node);
  }

  const Node* chain(NodeKind kind, TokenKind joint, const Node* (Parser::*part_of)()) {
    std::vector<const Node*> parts;
    for (;;) {
      const Node* part = (this->*part_of)();
      if (part == nullptr) return nullptr;
      parts.push_back(part);
      if (now().kind != joint) break;
      advance();
    }
    if (parts.size() == 1) return parts.front();
    Node node;
    node.kind = kind;
    node.span = {parts.front()->span.begin, parts.back()->span.end};
    return make(node, parts);
  }

  const Node* disjunction() { return chain(NodeKind::kOr, TokenKind::kOr, &Parser::conjunction); }
  const Node* conjunction() { return chain(NodeKind::kAnd, TokenKind::kAnd, &Parser::equality); }

  const Node* comparison(const Node* left, Comparator comparator, const Node* (Parser::*side)()) {
    advance();
    const Node* right = (this->*side)();
    if (right == nullptr) return nullptr;
    Node node;
    node.kind = NodeKind::kCompare;
    node.comparator = comparator;
    node.span = {left->span.begin, right->span.end};
    return make(node, {left, right});
  }

  const Node* equality() {
    const Node* left = relation();
    while (left != nullptr) {
      if (now().kind == TokenKind::kEqual) left = comparison(left, Comparator::kEqual, &Parser::relation);
      else if (now().kind == TokenKind::kNotEqual) left = comparison(left, Comparator::kNotEqual, &Parser::relation);
      else break;
    }
    return left;
  }

  const Node* relation() {
    const Node* left = unary();
    while (left != nullptr) {
      if (now().kind == TokenKind::kLess) left = comparison(left, Comparator::kLess, &Parser::unary);
      else if (now().kind == TokenKind::kLessOrEqual) left = comparison(left, Comparator::kLessOrEqual, &Parser::unary);
      else if (now().kind == TokenKind::kGreater) left = comparison(left, Comparator::kGreater, &Parser::unary);
      else if (now().kind == TokenKind::kGreaterOrEqual) left = comparison(left, Comparator::kGreaterOrEqual, &Parser::unary);
      else break;
    }
    return left;
  }

  const Node* unary() {
    if (now().kind != TokenKind::kNot) return postfix();
    const std::uint32_t begin = now().span.begin;
    // Operators and parentheses are counted while going down as well: the stack must not depend on the text.
    if (++open_ > kMaxDepth) return stop("the expression nests deeper than " + std::to_string(kMaxDepth) + " levels");
    advance();
    const Node* operand = unary();
    --open_;
    if (operand == nullptr) return nullptr;
    Node node;
    node.kind = NodeKind::kNot;
    node.span = {begin, operand->span.end};
    return make(node, {operand});
  }

  const Node* postfix() {
    const Node* node = operand();
    while (node != nullptr) {
      if (now().kind == TokenKind::kDot) node = dereference(node);
      else if (now().kind == TokenKind::kLeftBracket) node = index(node);
      else break;
    }
    return node;
  }

  const Node* dereference(const Node* receiver) {
    advance();
    Node node;
    node.span = {receiver->span.begin, now().span.end};
    node.name = now().span;
    if (now().kind == TokenKind::kStar) {
      node.kind = NodeKind::kFilter;
    } else if (now().kind == TokenKind::kName) {
      node.kind = NodeKind::kProperty;
      node.text = text(now());
    } else {
      return stop("a property's name or * is expected after the dot, not " + shown(now()));
    }
    advance();
    return make(node, {receiver});
  }

  const Node* index(const Node* receiver) {
    advance();
    Node node;
    std::vector<const Node*> children = {receiver};
    if (now().kind == TokenKind::kStar && next().kind == TokenKind::kRightBracket) {
      node.kind = NodeKind::kFilter;
      node.name = now().span;
      advance();
    } else {
      node.kind = NodeKind::kIndex;
      if (++open_ > kMaxDepth) return stop("the expression nests deeper than " + std::to_string(kMaxDepth) + " levels");
      const Node* key = disjunction();
      --open_;
      if (key == nullptr) return nullptr;
      children.push_back(key);
    }
    if (now().kind != TokenKind::kRightBracket) return stop("\"]\" is expected, not " + shown(now()));
    node.span = {receiver->span.begin, now().span.end};
    advance();
    return make(node, children);
  }

  const Node* operand() {
    const Token token = now();
    Node node;
    node.span = token.span;
    switch (token.kind) {
      case TokenKind::kLeftParen:
        return parenthesised();
      case TokenKind::kString: {
        const std::string_view raw = text(token).substr(1, token.span.end - token.span.begin - 2);
        node.kind = NodeKind::kString;
        node.text = raw;
        if (raw.find('\'') != std::string_view::npos) {
          std::string cooked;
          for (std::size_t i = 0; i < raw.size(); ++i) {
            cooked += raw[i];
            if (raw[i] == '\'') ++i;
          }
          node.text = arena_.copy(cooked);
        }
        break;
      }
      case TokenKind::kNumber: {
        const auto number = read_number(text(token));
        if (!number) return stop("\"" + std::string(text(token)) + "\" is no number");
        node.kind = NodeKind::kNumber;
        node.number = *number;
        node.text = text(token);
        break;
      }
      case TokenKind::kName:
        if (next().kind == TokenKind::kLeftParen) return call();
        word(text(token), node);
        break;
      default:
        return stop("an operand is expected, not " + shown(token));
    }
    advance();
    return make(node, {});
  }

  static void word(std::string_view name, Node& node) {
    node.text = name;
    node.name = node.span;
    if (name == "null") {
      node.kind = NodeKind::kNull;
    } else if (name == "true" || name == "false") {
      node.kind = NodeKind::kBool;
      node.boolean = name == "true";
    } else if (name == "NaN" || name == "Infinity") {
      node.kind = NodeKind::kNumber;
      node.number = name == "NaN" ? std::numeric_limits<double>::quiet_NaN() : std::numeric_limits<double>::infinity();
    } else {
      node.kind = NodeKind::kContext;
    }
  }

  const Node* parenthesised() {
    if (++open_ > kMaxDepth) return stop("the expression nests deeper than " + std::to_string(kMaxDepth) + " levels");
    const std::uint32_t begin = now().span.begin;
    advance();
    const Node* inner = disjunction();
    --open_;
    if (inner == nullptr) return nullptr;
    if (now().kind != TokenKind::kRightParen) return stop("\")\" is expected, not " + shown(now()));
    Node node = *inner;
    node.span = {begin, now().span.end};
    advance();
    return arena_.make<Node>(node);
  }

  const Node* call() {
    Node node;
    node.kind = NodeKind::kCall;
    node.text = text(now());
    node.name = now().span;
    if (++open_ > kMaxDepth) return stop("the expression nests deeper than " + std::to_string(kMaxDepth) + " levels");
    advance();
    advance();
    std::vector<const Node*> arguments;
    while (now().kind != TokenKind::kRightParen) {
      if (!arguments.empty()) {
        if (now().kind != TokenKind::kComma) return stop("\",\" or \")\" is expected, not " + shown(now()));
        advance();
      }
      const Node* argument = disjunction();
      if (argument == nullptr) return nullptr;
      arguments.push_back(argument);
    }
    --open_;
    node.span = {node.name.begin, now().span.end};
    advance();
    return make(node, arguments);
  }

  std::string_view text_;
  std::vector<Token> tokens_;
  Arena& arena_;
  std::vector<Mistake>& mistakes_;
  std::size_t at_ = 0;
  int open_ = 0;
};

}  // namespace

const Node* parse(std::string_view text, Arena& arena, std::vector<Mistake>& mistakes) {
  if (text.size() > kMaxLength) {
    mistakes.push_back(
        {{0, static_cast<std::uint32_t>(kMaxLength)}, "the expression is longer than " + std::to_string(kMaxLength) + " bytes"});
    return nullptr;
  }
  const std::size_t before = mistakes.size();
  std::vector<Token> tokens = tokenize(text, mistakes);
  if (mistakes.size() != before) return nullptr;
  return Parser(text, std::move(tokens), arena, mistakes).run();
}

std::vector<Placeholder> find_placeholders(std::string_view text) {
  std::vector<Placeholder> found;
  for (std::size_t at = text.find("${{"); at != std::string_view::npos;) {
    std::size_t end = at + 3;
    bool quoted = false;
    for (; end < text.size(); ++end) {
      if (text[end] == '\'') quoted = !quoted;
      else if (!quoted && text[end] == '}' && end + 1 < text.size() && text[end + 1] == '}') break;
    }
    // A quote that is never closed would hide the end of the placeholder: then the first braces count.
    if (end >= text.size()) end = std::min(text.find("}}", at + 3), text.size());
    Placeholder one;
    one.closed = end < text.size();
    const std::size_t behind = one.closed ? end + 2 : text.size();
    one.whole = {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(behind)};
    one.inner = {static_cast<std::uint32_t>(at + 3), static_cast<std::uint32_t>(end)};
    found.push_back(one);
    at = text.find("${{", behind);
  }
  return found;
}

}  // namespace platlint::ghexpr
