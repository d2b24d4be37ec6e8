// SPDX-License-Identifier: Apache-2.0
#include "grammars/ghexpr/lexer.h"

namespace platlint::ghexpr {
namespace {

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool begins_name(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool continues_name(char c) { return begins_name(c) || is_digit(c) || c == '-'; }

class Lexer {
 public:
  Lexer(std::string_view text, std::vector<Mistake>& mistakes) : text_(text), mistakes_(mistakes) {}

  std::vector<Token> run() {
    while (!stopped_) {
      while (at_ < text_.size() && is_space(text_[at_])) ++at_;
      if (at_ >= text_.size()) break;
      one();
    }
    tokens_.push_back({TokenKind::kEnd, span(at_, at_)});
    return std::move(tokens_);
  }

 private:
  static Span span(std::size_t begin, std::size_t end) { return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)}; }
  char ahead(std::size_t n) const { return at_ + n < text_.size() ? text_[at_ + n] : '\0'; }

  void push(TokenKind kind, std::size_t length) {
    tokens_.push_back({kind, span(at_, at_ + length)});
    at_ += length;
  }

  void stop(std::size_t end, std::string message) {
    mistakes_.push_back({span(at_, end), std::move(message)});
    stopped_ = true;
  }

  void one() {
    const char c = text_[at_];
    switch (c) {
      case '(':
        return push(TokenKind::kLeftParen, 1);
      case ')':
        return push(TokenKind::kRightParen, 1);
      case '[':
        return push(TokenKind::kLeftBracket, 1);
      case ']':
        return push(TokenKind::kRightBracket, 1);
      case ',':
        return push(TokenKind::kComma, 1);
      case '*':
        return push(TokenKind::kStar, 1);
      case '!':
        return ahead(1) == '=' ? push(TokenKind::kNotEqual, 2) : push(TokenKind::kNot, 1);
      case '<':
        return ahead(1) == '=' ? push(TokenKind::kLessOrEqual, 2) : push(TokenKind::kLess, 1);
      case '>':
        return ahead(1) == '=' ? push(TokenKind::kGreaterOrEqual, 2) : push(TokenKind::kGreater, 1);
      case '\'':
        return string();
      default:
        break;
    }
    if (c == '=' && ahead(1) == '=') return push(TokenKind::kEqual, 2);
    if (c == '&' && ahead(1) == '&') return push(TokenKind::kAnd, 2);
    if (c == '|' && ahead(1) == '|') return push(TokenKind::kOr, 2);
    if (is_digit(c) || c == '-' || c == '+' || (c == '.' && is_digit(ahead(1)) && !continues_operand())) return number();
    if (c == '.') return push(TokenKind::kDot, 1);
    if (begins_name(c)) {
      std::size_t length = 1;
      while (at_ + length < text_.size() && continues_name(text_[at_ + length])) ++length;
      return push(TokenKind::kName, length);
    }
    if (c == '"') return stop(at_ + 1, "strings stand in single quotes here, not in double quotes");
    if (c == '=' || c == '&' || c == '|') return stop(at_ + 1, std::string("\"") + c + "\" is no operator; write it twice");
    std::string shown(1, c);
    if (static_cast<unsigned char>(c) < 0x20 || static_cast<unsigned char>(c) >= 0x7f)
      shown = "a character outside ASCII or a control character";
    else shown = "\"" + shown + "\"";
    stop(at_ + 1, "unexpected " + shown + " in an expression");
  }

  // After a name, `)` or `]` a dot is a dereference, whatever follows.
  bool continues_operand() const {
    if (tokens_.empty()) return false;
    const TokenKind last = tokens_.back().kind;
    return last == TokenKind::kName || last == TokenKind::kRightParen || last == TokenKind::kRightBracket || last == TokenKind::kStar;
  }

  void string() {
    std::size_t end = at_ + 1;
    while (end < text_.size()) {
      if (text_[end] != '\'') {
        ++end;
      } else if (end + 1 < text_.size() && text_[end + 1] == '\'') {
        end += 2;
      } else {
        return push(TokenKind::kString, end + 1 - at_);
      }
    }
    stop(text_.size(), "the string is not closed");
  }

  void number() {
    std::size_t end = at_;
    if (text_[end] == '-' || text_[end] == '+') ++end;
    while (end < text_.size() && (continues_name(text_[end]) || text_[end] == '.' ||
                                  ((text_[end] == '+' || text_[end] == '-') && (text_[end - 1] == 'e' || text_[end - 1] == 'E'))))
      ++end;
    push(TokenKind::kNumber, end - at_);
  }

  std::string_view text_;
  std::vector<Mistake>& mistakes_;
  std::vector<Token> tokens_ = {};
  std::size_t at_ = 0;
  bool stopped_ = false;
};

}  // namespace

std::vector<Token> tokenize(std::string_view text, std::vector<Mistake>& mistakes) { return Lexer(text, mistakes).run(); }

}  // namespace platlint::ghexpr
