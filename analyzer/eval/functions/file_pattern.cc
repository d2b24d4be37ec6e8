// SPDX-License-Identifier: Apache-2.0
//
// Alternatives in braces are written out first. A pattern is then a row of tokens, and a path is read once, with the set of all places in
// the row where the reading may stand; trying one after the other would take exponential time for "*a*a*a*b".
#include "analyzer/eval/functions/file_pattern.h"

namespace platlint {
namespace {

constexpr std::size_t kMostAlternatives = 256;

}  // namespace

FilePattern::FilePattern(std::string_view pattern) { read(pattern); }

void FilePattern::read(std::string_view pattern) {
  if (alternatives_.size() >= kMostAlternatives) return;
  Tokens tokens;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const char c = pattern[i];
    Token token{.c = c};
    if (pattern.substr(i).starts_with("**/")) {
      token.kind = Token::Kind::kFolders;
      i += 2;
    } else if (pattern.substr(i).starts_with("**")) {
      token.kind = Token::Kind::kDeep;
      ++i;
    } else if (c == '*') {
      token.kind = Token::Kind::kStar;
    } else if (c == '?') {
      token.kind = Token::Kind::kOne;
    } else if (c == '[') {
      const std::size_t close = pattern.find(']', i + 2);
      if (close == std::string_view::npos) return;
      token.kind = Token::Kind::kSet;
      std::string_view set = pattern.substr(i + 1, close - i - 1);
      token.negated = set.starts_with('^') || set.starts_with('!');
      if (token.negated) set.remove_prefix(1);
      token.set = set;
      i = close;
    } else if (c == '{') {
      const std::size_t close = pattern.find('}', i);
      if (close == std::string_view::npos) return;
      std::string_view choices = pattern.substr(i + 1, close - i - 1);
      while (true) {
        const std::size_t comma = choices.find(',');
        read(std::string(pattern.substr(0, i)) + std::string(choices.substr(0, comma)) + std::string(pattern.substr(close + 1)));
        if (comma == std::string_view::npos) return;
        choices = choices.substr(comma + 1);
      }
    }
    tokens.push_back(std::move(token));
  }
  alternatives_.push_back(std::move(tokens));
}

bool FilePattern::takes(const Token& token, char c) {
  switch (token.kind) {
    case Token::Kind::kChar:
      return c == token.c;
    case Token::Kind::kOne:
    case Token::Kind::kStar:
      return c != '/';
    case Token::Kind::kDeep:
    case Token::Kind::kFolders:
      return true;
    case Token::Kind::kSet:
      break;
  }
  bool in = false;
  for (std::size_t i = 0; i < token.set.size(); ++i) {
    if (i + 2 < token.set.size() && token.set[i + 1] == '-') {
      in = in || (c >= token.set[i] && c <= token.set[i + 2]);
      i += 2;
    } else {
      in = in || token.set[i] == c;
    }
  }
  return in != token.negated;
}

bool FilePattern::matches(const Tokens& tokens, std::string_view path) {
  const auto repeats = [](const Token& t) {
    return t.kind == Token::Kind::kStar || t.kind == Token::Kind::kDeep || t.kind == Token::Kind::kFolders;
  };
  std::vector<bool> at(tokens.size() + 1);
  at[0] = true;
  const auto skip_optional = [&](std::vector<bool>& places) {
    for (std::size_t i = 0; i < tokens.size(); ++i)
      if (places[i] && repeats(tokens[i])) places[i + 1] = true;
  };
  skip_optional(at);
  // Inside the folders of a "**/" the next token may start behind a slash only.
  std::vector<bool> inside(tokens.size() + 1);
  for (const char c : path) {
    std::vector<bool> next(tokens.size() + 1);
    std::vector<bool> next_inside(tokens.size() + 1);
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      if (tokens[i].kind == Token::Kind::kFolders) {
        if (!at[i] && !inside[i]) continue;
        next_inside[i] = true;
        if (c == '/') next[i + 1] = true;
      } else if (at[i] && takes(tokens[i], c)) {
        next[repeats(tokens[i]) ? i : i + 1] = true;
      }
    }
    at = std::move(next);
    inside = std::move(next_inside);
    skip_optional(at);
  }
  return at[tokens.size()];
}

bool FilePattern::matches(std::string_view path) const {
  for (const Tokens& tokens : alternatives_)
    if (matches(tokens, path)) return true;
  return false;
}

}  // namespace platlint
