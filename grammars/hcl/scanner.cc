// SPDX-License-Identifier: Apache-2.0
#include "grammars/hcl/scanner.h"

#include <utf8proc.h>

#include <algorithm>
#include <array>

#include "grammars/hcl/parser.h"

namespace platlint::hcl {
namespace {

enum : unsigned char { kStart = 1, kContinue = 2 };

constexpr std::array<unsigned char, 128> ascii_names() {
  std::array<unsigned char, 128> table = {};
  for (int c = 'a'; c <= 'z'; ++c) table[static_cast<std::size_t>(c)] = kStart | kContinue;
  for (int c = 'A'; c <= 'Z'; ++c) table[static_cast<std::size_t>(c)] = kStart | kContinue;
  for (int c = '0'; c <= '9'; ++c) table[static_cast<std::size_t>(c)] = kContinue;
  table['_'] = kStart | kContinue;
  table['-'] = kContinue;
  return table;
}
constexpr std::array<unsigned char, 128> kAsciiNames = ascii_names();

bool id_start(utf8proc_int32_t c) {
  switch (utf8proc_category(c)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_NL:
      return true;
    default:
      return c == 0x1885 || c == 0x1886 || c == 0x2118 || c == 0x212E || c == 0x309B || c == 0x309C;  // Other_ID_Start
  }
}

bool id_continue(utf8proc_int32_t c) {
  switch (utf8proc_category(c)) {
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_PC:
      return true;
    default:
      return id_start(c) || c == 0xB7 || c == 0x387 || (c >= 0x1369 && c <= 0x1371) || c == 0x19DA;  // Other_ID_Continue
  }
}

}  // namespace

std::size_t name_character(std::string_view text, bool start) {
  if (text.empty()) return 0;
  const auto first = static_cast<unsigned char>(text.front());
  if (first < 0x80) return (kAsciiNames[first] & (start ? kStart : kContinue)) != 0 ? 1 : 0;
  utf8proc_int32_t code = 0;
  const utf8proc_ssize_t size = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                                 static_cast<utf8proc_ssize_t>(std::min<std::size_t>(text.size(), 4)), &code);
  if (size <= 0) return 0;
  return (start ? id_start(code) : id_continue(code)) ? static_cast<std::size_t>(size) : 0;
}

std::size_t utf8_sequence(std::string_view text) {
  if (text.empty()) return 0;
  const auto first = static_cast<unsigned char>(text.front());
  const std::size_t size = first < 0x80 ? 1U : first < 0xC0 ? 0U : first < 0xE0 ? 2U : first < 0xF0 ? 3U : first < 0xF8 ? 4U : 0U;
  if (size == 0 || size > text.size()) return 0;
  for (std::size_t i = 1; i < size; ++i)
    if ((static_cast<unsigned char>(text[i]) & 0xC0U) != 0x80U) return 0;
  return size;
}

bool Scanner::enter_level() {
  if (++depth_ <= kMaxDepth) return true;
  limit(here(), "Nested deeper than " + std::to_string(kMaxDepth) + " levels; the rest of this expression was not read.");
  return false;
}

void Scanner::limit(SourceRange where, std::string message) {
  if (!limit_hit_) diagnostics_.push_back({Diagnostic::Kind::kLimit, where, std::move(message)});
  limit_hit_ = failed_ = true;
}

void Scanner::comment(std::size_t begin, std::size_t end) {
  std::size_t line = begin;
  while (line > 0 && (text_[line - 1] == ' ' || text_[line - 1] == '\t')) --line;
  const bool own = line == 0 || text_[line - 1] == '\n' || text_[line - 1] == '\r';
  comments_.push_back({range(begin, end), own});
}

void Scanner::skip(bool line_breaks) {
  while (!at_end()) {
    const char c = text_[at_];
    if (c == ' ' || c == '\t' || (c == '\r' && peek(1) == '\n') || (line_breaks && c == '\n')) {
      ++at_;
    } else if (c == '#' || (c == '/' && peek(1) == '/')) {
      const std::size_t end = std::min(text_.find('\n', at_), text_.size());
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

std::string_view Scanner::take_name() {
  const std::size_t begin = at_;
  const std::size_t first = name_character(text_.substr(at_), true);
  if (first == 0) return {};
  at_ += first;
  while (!at_end()) {
    const auto c = static_cast<unsigned char>(text_[at_]);
    const std::size_t size = c < 0x80 ? ((kAsciiNames[c] & kContinue) != 0 ? 1U : 0U) : name_character(text_.substr(at_), false);
    if (size == 0) break;
    at_ += size;
  }
  return text_.substr(begin, at_ - begin);
}

}  // namespace platlint::hcl
