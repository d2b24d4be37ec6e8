// SPDX-License-Identifier: Apache-2.0
//
// A Pratt parser: each token that can continue an expression has a binding power, and an operand takes what binds tighter than its
// operator. Projections ([*], *, [], [?]) are the one peculiarity: what follows them belongs to their right side until a token that binds
// weaker than kProjectionStop ends the projection. The grammar and the powers are those of the JMESPath specification.
#include "grammars/jmespath/parser.h"

#include <algorithm>
#include <charconv>

#include "grammars/jmespath/lexer.h"

namespace platlint::jmespath {
namespace {

constexpr int kProjectionStop = 10;
constexpr int kStarPower = 20;
constexpr int kFlattenPower = 9;
constexpr int kFilterPower = 21;
constexpr int kDotPower = 40;
constexpr int kNotPower = 45;

int power(TokenKind kind) {
  switch (kind) {
    case TokenKind::kPipe:
      return 1;
    case TokenKind::kOr:
      return 2;
    case TokenKind::kAnd:
      return 3;
    case TokenKind::kEqual:
    case TokenKind::kNotEqual:
    case TokenKind::kLess:
    case TokenKind::kLessOrEqual:
    case TokenKind::kGreater:
    case TokenKind::kGreaterOrEqual:
      return 5;
    case TokenKind::kFlatten:
      return kFlattenPower;
    case TokenKind::kStar:
      return kStarPower;
    case TokenKind::kFilter:
      return kFilterPower;
    case TokenKind::kDot:
      return kDotPower;
    case TokenKind::kNot:
      return kNotPower;
    case TokenKind::kLeftBrace:
      return 50;
    case TokenKind::kLeftBracket:
      return 55;
    case TokenKind::kLeftParen:
      return 60;
    default:
      return 0;
  }
}

class Parser {
 public:
  explicit Parser(std::vector<Token> tokens) : tokens_(std::move(tokens)) {}

  Result<Expression> run() {
    NodePtr root = expression(0);
    if (error_.empty() && now().kind != TokenKind::kEnd) stop("something after the end of the expression");
    if (!error_.empty()) return fail(error_);
    expression_.root = std::move(root);
    return std::move(expression_);
  }

 private:
  const Token& now() const { return tokens_[at_]; }
  TokenKind ahead(std::size_t n) const { return tokens_[std::min(at_ + n, tokens_.size() - 1)].kind; }
  void advance() { at_ = std::min(at_ + 1, tokens_.size() - 1); }
  bool failed() const { return !error_.empty(); }

  NodePtr stop(const std::string& what) {
    if (error_.empty()) error_ = what + " at byte " + std::to_string(now().offset);
    return make(NodeKind::kCurrent);
  }
  void expect(TokenKind kind, const char* what) {
    if (now().kind == kind) advance();
    else stop(std::string("expected ") + what);
  }

  NodePtr fresh(NodeKind kind) const {
    auto node = std::make_unique<Node>();
    node->kind = kind;
    node->offset = now().offset;
    return node;
  }
  template <class... Children>
  NodePtr make(NodeKind kind, Children... children) {
    NodePtr node = fresh(kind);
    (adopt(*node, std::move(children)), ...);
    return node;
  }
  void adopt(Node& parent, NodePtr child) {
    parent.depth = std::max(parent.depth, child->depth + 1);
    parent.offset = std::min(parent.offset, child->offset);
    if (parent.depth > kMaxDepth) stop("the expression is nested too deeply");
    parent.children.push_back(std::move(child));
  }

  NodePtr expression(int least) {
    if (++nesting_ > kMaxDepth) stop("the expression is nested too deeply");
    NodePtr left = failed() ? make(NodeKind::kCurrent) : prefix();
    while (!failed() && least < power(now().kind)) left = infix(std::move(left));
    --nesting_;
    return left;
  }

  NodePtr named(NodeKind kind) {
    NodePtr node = make(kind);
    node->text = now().text;
    advance();
    return node;
  }

  NodePtr prefix() {
    switch (now().kind) {
      case TokenKind::kLiteral: {
        NodePtr node = named(NodeKind::kLiteral);
        node->literal = expression_.literals.size();
        expression_.literals.push_back(node->text);
        return node;
      }
      case TokenKind::kRawString:
        return named(NodeKind::kRawString);
      case TokenKind::kIdentifier:
        if (ahead(1) == TokenKind::kLeftParen) return call();
        return named(NodeKind::kField);
      case TokenKind::kQuoted:
        if (ahead(1) == TokenKind::kLeftParen) return stop("a quoted name cannot be called");
        return named(NodeKind::kField);
      case TokenKind::kCurrent:
        return named(NodeKind::kCurrent);
      case TokenKind::kStar: {
        advance();
        NodePtr right = now().kind == TokenKind::kRightBracket ? make(NodeKind::kCurrent) : projected(kStarPower);
        return make(NodeKind::kObjectProjection, make(NodeKind::kCurrent), std::move(right));
      }
      case TokenKind::kFilter:
        advance();
        return filter(make(NodeKind::kCurrent));
      case TokenKind::kFlatten:
        advance();
        return flatten(make(NodeKind::kCurrent));
      case TokenKind::kLeftBrace:
        advance();
        return multiselect_hash();
      case TokenKind::kLeftBracket: {
        advance();
        if (now().kind == TokenKind::kNumber || now().kind == TokenKind::kColon) return index(make(NodeKind::kCurrent));
        if (now().kind == TokenKind::kStar && ahead(1) == TokenKind::kRightBracket) {
          advance();
          advance();
          return make(NodeKind::kListProjection, make(NodeKind::kCurrent), projected(kStarPower));
        }
        return multiselect_list();
      }
      case TokenKind::kLeftParen: {
        advance();
        NodePtr inner = expression(0);
        expect(TokenKind::kRightParen, "\")\"");
        return inner;
      }
      case TokenKind::kReference:
        advance();
        return make(NodeKind::kReference, expression(0));
      case TokenKind::kNot:
        advance();
        return make(NodeKind::kNot, expression(kNotPower));
      case TokenKind::kEnd:
        return stop("the expression ends early");
      default:
        return stop("an unexpected token");
    }
  }

  NodePtr binary(NodeKind kind, NodePtr left) {
    const int own = power(now().kind);
    advance();
    return make(kind, std::move(left), expression(own));
  }
  NodePtr compare(Comparator comparator, NodePtr left) {
    NodePtr node = binary(NodeKind::kCompare, std::move(left));
    node->comparator = comparator;
    return node;
  }

  NodePtr infix(NodePtr left) {
    switch (now().kind) {
      case TokenKind::kDot: {
        advance();
        if (now().kind == TokenKind::kStar) {
          advance();
          return make(NodeKind::kObjectProjection, std::move(left), projected(kStarPower));
        }
        return make(NodeKind::kSubexpression, std::move(left), after_dot(kDotPower));
      }
      case TokenKind::kPipe:
        return binary(NodeKind::kPipe, std::move(left));
      case TokenKind::kOr:
        return binary(NodeKind::kOr, std::move(left));
      case TokenKind::kAnd:
        return binary(NodeKind::kAnd, std::move(left));
      case TokenKind::kEqual:
        return compare(Comparator::kEqual, std::move(left));
      case TokenKind::kNotEqual:
        return compare(Comparator::kNotEqual, std::move(left));
      case TokenKind::kLess:
        return compare(Comparator::kLess, std::move(left));
      case TokenKind::kLessOrEqual:
        return compare(Comparator::kLessOrEqual, std::move(left));
      case TokenKind::kGreater:
        return compare(Comparator::kGreater, std::move(left));
      case TokenKind::kGreaterOrEqual:
        return compare(Comparator::kGreaterOrEqual, std::move(left));
      case TokenKind::kFilter:
        advance();
        return filter(std::move(left));
      case TokenKind::kFlatten:
        advance();
        return flatten(std::move(left));
      case TokenKind::kLeftBracket: {
        advance();
        if (now().kind == TokenKind::kNumber || now().kind == TokenKind::kColon) return index(std::move(left));
        expect(TokenKind::kStar, "a number, a slice or \"*\"");
        expect(TokenKind::kRightBracket, "\"]\"");
        if (failed()) return left;
        return make(NodeKind::kListProjection, std::move(left), projected(kStarPower));
      }
      default:
        return stop("an unexpected token");
    }
  }

  NodePtr projected(int own) {
    const TokenKind kind = now().kind;
    if (power(kind) < kProjectionStop) return make(NodeKind::kCurrent);
    if (kind == TokenKind::kLeftBracket || kind == TokenKind::kFilter) return expression(own);
    if (kind == TokenKind::kDot) {
      advance();
      return after_dot(own);
    }
    return stop("an unexpected token after a projection");
  }

  NodePtr after_dot(int own) {
    switch (now().kind) {
      case TokenKind::kIdentifier:
      case TokenKind::kQuoted:
      case TokenKind::kStar:
        return expression(own);
      case TokenKind::kLeftBracket:
        advance();
        return multiselect_list();
      case TokenKind::kLeftBrace:
        advance();
        return multiselect_hash();
      default:
        return stop("expected a name, \"*\", \"[\" or \"{\" after \".\"");
    }
  }

  NodePtr filter(NodePtr left) {
    NodePtr condition = expression(0);
    expect(TokenKind::kRightBracket, "\"]\" after the filter");
    if (failed()) return left;
    NodePtr right = now().kind == TokenKind::kFlatten ? make(NodeKind::kCurrent) : projected(kFilterPower);
    return make(NodeKind::kFilter, std::move(left), std::move(right), std::move(condition));
  }

  NodePtr flatten(NodePtr left) {
    NodePtr flat = make(NodeKind::kFlatten, std::move(left));
    return make(NodeKind::kListProjection, std::move(flat), projected(kFlattenPower));
  }

  std::optional<std::int64_t> number() {
    if (now().kind != TokenKind::kNumber) return std::nullopt;
    std::int64_t n = 0;
    const std::string& text = now().text;
    if (std::from_chars(text.data(), text.data() + text.size(), n).ec != std::errc()) stop("a number out of range");
    advance();
    return n;
  }

  NodePtr index(NodePtr left) {
    const std::optional<std::int64_t> first = number();
    if (now().kind != TokenKind::kColon) {
      expect(TokenKind::kRightBracket, "\"]\"");
      NodePtr node = make(NodeKind::kIndex, std::move(left));
      node->index = first.value_or(0);
      return node;
    }
    advance();
    const std::optional<std::int64_t> second = number();
    std::optional<std::int64_t> third;
    if (now().kind == TokenKind::kColon) {
      advance();
      third = number();
    }
    expect(TokenKind::kRightBracket, "\"]\" after the slice");
    if (failed()) return left;
    NodePtr node = make(NodeKind::kSlice, std::move(left));
    node->start = first;
    node->stop = second;
    node->step = third;
    return make(NodeKind::kListProjection, std::move(node), projected(kStarPower));
  }

  NodePtr multiselect_list() {
    NodePtr node = make(NodeKind::kMultiselectList);
    while (!failed()) {
      adopt(*node, expression(0));
      if (now().kind != TokenKind::kComma) break;
      advance();
    }
    expect(TokenKind::kRightBracket, "\"]\"");
    return node;
  }

  NodePtr multiselect_hash() {
    NodePtr node = make(NodeKind::kMultiselectHash);
    while (!failed()) {
      if (now().kind != TokenKind::kIdentifier && now().kind != TokenKind::kQuoted) return stop("expected a key");
      node->keys.push_back(now().text);
      advance();
      expect(TokenKind::kColon, "\":\"");
      adopt(*node, expression(0));
      if (now().kind != TokenKind::kComma) break;
      advance();
    }
    expect(TokenKind::kRightBrace, "\"}\"");
    return node;
  }

  NodePtr call() {
    NodePtr node = named(NodeKind::kFunction);
    advance();
    if (now().kind == TokenKind::kRightParen) {
      advance();
      return node;
    }
    while (!failed()) {
      adopt(*node, expression(0));
      if (now().kind != TokenKind::kComma) break;
      advance();
    }
    expect(TokenKind::kRightParen, "\")\" or \",\"");
    return node;
  }

  std::vector<Token> tokens_;
  std::size_t at_ = 0;
  int nesting_ = 0;
  std::string error_;
  Expression expression_;
};

}  // namespace

Result<Expression> parse(std::string_view text) {
  if (text.size() > kMaxLength) return fail("the expression is longer than " + std::to_string(kMaxLength) + " bytes");
  auto tokens = tokenize(text);
  if (!tokens) return tl::unexpected(tokens.error());
  return Parser(*std::move(tokens)).run();
}

}  // namespace platlint::jmespath
