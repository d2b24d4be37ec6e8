// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/support/result.h"

namespace platlint::jmespath {

enum class TokenKind : std::uint8_t {
  kEnd,
  kIdentifier,
  kQuoted,
  kLiteral,
  kRawString,
  kNumber,
  kDot,
  kStar,
  kFilter,
  kFlatten,
  kLeftBracket,
  kRightBracket,
  kLeftBrace,
  kRightBrace,
  kLeftParen,
  kRightParen,
  kComma,
  kColon,
  kPipe,
  kOr,
  kAnd,
  kReference,
  kNot,
  kCurrent,
  kEqual,
  kNotEqual,
  kLess,
  kLessOrEqual,
  kGreater,
  kGreaterOrEqual,
};

struct Token {
  TokenKind kind = TokenKind::kEnd;
  std::string text = {};  // cooked: identifiers, strings; JSON of a literal; digits of a number
  std::uint32_t offset = 0;
};

Result<std::vector<Token>> tokenize(std::string_view text);

}  // namespace platlint::jmespath
