// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "grammars/ghexpr/ast.h"
#include "grammars/ghexpr/parser.h"

namespace platlint::ghexpr {

enum class TokenKind : std::uint8_t {
  kEnd,
  kName,
  kNumber,
  kString,
  kDot,
  kComma,
  kStar,
  kLeftParen,
  kRightParen,
  kLeftBracket,
  kRightBracket,
  kNot,
  kAnd,
  kOr,
  kEqual,
  kNotEqual,
  kLess,
  kLessOrEqual,
  kGreater,
  kGreaterOrEqual,
};

struct Token {
  TokenKind kind = TokenKind::kEnd;
  Span span = {};
};

// Ends with a kEnd token; stops at the first mistake.
std::vector<Token> tokenize(std::string_view text, std::vector<Mistake>& mistakes);

}  // namespace platlint::ghexpr
