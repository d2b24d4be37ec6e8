// SPDX-License-Identifier: Apache-2.0
#include "grammars/jmespath/lexer.h"

#include <cctype>
#include <optional>

namespace platlint::jmespath {
namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

void append_utf8(std::string& out, std::uint32_t code) {
  if (code < 0x80) {
    out += static_cast<char>(code);
  } else if (code < 0x800) {
    out += static_cast<char>(0xC0 | (code >> 6U));
    out += static_cast<char>(0x80 | (code & 0x3FU));
  } else if (code < 0x10000) {
    out += static_cast<char>(0xE0 | (code >> 12U));
    out += static_cast<char>(0x80 | ((code >> 6U) & 0x3FU));
    out += static_cast<char>(0x80 | (code & 0x3FU));
  } else {
    out += static_cast<char>(0xF0 | (code >> 18U));
    out += static_cast<char>(0x80 | ((code >> 12U) & 0x3FU));
    out += static_cast<char>(0x80 | ((code >> 6U) & 0x3FU));
    out += static_cast<char>(0x80 | (code & 0x3FU));
  }
}

class Lexer {
 public:
  explicit Lexer(std::string_view text) : text_(text) {}

  Result<std::vector<Token>> run() {
    while (error_.empty()) {
      while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t' || text_[at_] == '\n' || text_[at_] == '\r')) ++at_;
      if (at_ >= text_.size()) break;
      token();
    }
    if (!error_.empty()) return fail(error_);
    add(TokenKind::kEnd, {}, at_);
    return std::move(tokens_);
  }

 private:
  void add(TokenKind kind, std::string text, std::size_t offset) {
    tokens_.push_back({kind, std::move(text), static_cast<std::uint32_t>(offset)});
  }
  char peek(std::size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }
  void stop(const std::string& what) { error_ = what + " at byte " + std::to_string(at_); }

  void simple(TokenKind kind, std::size_t length) {
    add(kind, {}, at_);
    at_ += length;
  }

  void token() {
    const char c = text_[at_];
    const char next = peek(1);
    if (is_letter(c)) {
      const std::size_t begin = at_;
      while (at_ < text_.size() && (is_letter(text_[at_]) || is_digit(text_[at_]))) ++at_;
      return add(TokenKind::kIdentifier, std::string(text_.substr(begin, at_ - begin)), begin);
    }
    if (is_digit(c) || (c == '-' && is_digit(next))) {
      const std::size_t begin = at_++;
      while (at_ < text_.size() && is_digit(text_[at_])) ++at_;
      return add(TokenKind::kNumber, std::string(text_.substr(begin, at_ - begin)), begin);
    }
    switch (c) {
      case '.':
        return simple(TokenKind::kDot, 1);
      case '*':
        return simple(TokenKind::kStar, 1);
      case ']':
        return simple(TokenKind::kRightBracket, 1);
      case '{':
        return simple(TokenKind::kLeftBrace, 1);
      case '}':
        return simple(TokenKind::kRightBrace, 1);
      case '(':
        return simple(TokenKind::kLeftParen, 1);
      case ')':
        return simple(TokenKind::kRightParen, 1);
      case ',':
        return simple(TokenKind::kComma, 1);
      case ':':
        return simple(TokenKind::kColon, 1);
      case '@':
        return simple(TokenKind::kCurrent, 1);
      case '[':
        return next == '?'   ? simple(TokenKind::kFilter, 2)
               : next == ']' ? simple(TokenKind::kFlatten, 2)
                             : simple(TokenKind::kLeftBracket, 1);
      case '|':
        return next == '|' ? simple(TokenKind::kOr, 2) : simple(TokenKind::kPipe, 1);
      case '&':
        return next == '&' ? simple(TokenKind::kAnd, 2) : simple(TokenKind::kReference, 1);
      case '!':
        return next == '=' ? simple(TokenKind::kNotEqual, 2) : simple(TokenKind::kNot, 1);
      case '<':
        return next == '=' ? simple(TokenKind::kLessOrEqual, 2) : simple(TokenKind::kLess, 1);
      case '>':
        return next == '=' ? simple(TokenKind::kGreaterOrEqual, 2) : simple(TokenKind::kGreater, 1);
      case '=':
        return next == '=' ? simple(TokenKind::kEqual, 2) : stop("a single \"=\" (did you mean \"==\"?)");
      case '"':
        return quoted();
      case '\'':
        return raw();
      case '`':
        return literal();
      default:
        return stop("an unexpected character");
    }
  }

  std::optional<std::uint32_t> hex4() {
    std::uint32_t code = 0;
    for (int i = 0; i < 4; ++i, ++at_) {
      const char c = peek();
      if (std::isxdigit(static_cast<unsigned char>(c)) == 0) return std::nullopt;
      code = code * 16 + static_cast<std::uint32_t>(is_digit(c) ? c - '0' : (c | 0x20) - 'a' + 10);
    }
    return code;
  }

  // A quoted identifier is a JSON string.
  void quoted() {
    const std::size_t begin = at_++;
    std::string out;
    while (at_ < text_.size() && text_[at_] != '"') {
      const char c = text_[at_++];
      if (c != '\\') {
        out += c;
        continue;
      }
      const char escape = peek();
      ++at_;
      switch (escape) {
        case '"':
        case '\\':
        case '/':
          out += escape;
          break;
        case 'b':
          out += '\b';
          break;
        case 'f':
          out += '\f';
          break;
        case 'n':
          out += '\n';
          break;
        case 'r':
          out += '\r';
          break;
        case 't':
          out += '\t';
          break;
        case 'u': {
          auto code = hex4();
          if (!code) return stop("a wrong \\u escape");
          if (*code >= 0xD800 && *code < 0xDC00 && peek() == '\\' && peek(1) == 'u') {
            at_ += 2;
            const auto low = hex4();
            if (!low || *low < 0xDC00 || *low > 0xDFFF) return stop("a wrong surrogate pair");
            code = 0x10000 + ((*code - 0xD800) << 10U) + (*low - 0xDC00);
          }
          append_utf8(out, *code);
          break;
        }
        default:
          return stop("a wrong escape");
      }
    }
    if (at_ >= text_.size()) return stop("an unclosed quote");
    ++at_;
    add(TokenKind::kQuoted, std::move(out), begin);
  }

  void raw() {
    const std::size_t begin = at_++;
    std::string out;
    while (at_ < text_.size() && text_[at_] != '\'') {
      // Only \' and, since the community's version, \\ are escapes; any other backslash stands for itself.
      if (text_[at_] == '\\' && peek(1) == '\'') ++at_;
      else if (text_[at_] == '\\' && peek(1) == '\\') out += text_[at_++];
      out += text_[at_++];
    }
    if (at_ >= text_.size()) return stop("an unclosed string");
    ++at_;
    add(TokenKind::kRawString, std::move(out), begin);
  }

  void literal() {
    const std::size_t begin = at_++;
    std::string out;
    while (at_ < text_.size() && text_[at_] != '`') {
      if (text_[at_] == '\\' && peek(1) == '`') ++at_;
      else if (text_[at_] == '\\' && at_ + 1 < text_.size()) out += text_[at_++];
      out += text_[at_++];
    }
    if (at_ >= text_.size()) return stop("an unclosed literal");
    ++at_;
    add(TokenKind::kLiteral, std::move(out), begin);
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::string error_;
  std::vector<Token> tokens_;
};

}  // namespace

Result<std::vector<Token>> tokenize(std::string_view text) { return Lexer(text).run(); }

}  // namespace platlint::jmespath
