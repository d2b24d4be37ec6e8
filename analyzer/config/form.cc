// SPDX-License-Identifier: Apache-2.0
#include <re2/re2.h>

#include <algorithm>
#include <array>

#include "analyzer/config/keys.h"
#include "analyzer/rule/rule_meta.h"

namespace platlint {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool all_digits(std::string_view text) { return !text.empty() && std::all_of(text.begin(), text.end(), is_digit); }

bool is_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
  if (!all_digits(text.substr(0, 4)) || !all_digits(text.substr(5, 2)) || !all_digits(text.substr(8, 2))) return false;
  const auto number = [&](std::size_t at, std::size_t size) {
    int value = 0;
    for (const char c : text.substr(at, size)) value = value * 10 + (c - '0');
    return value;
  };
  const int year = number(0, 4);
  const int month = number(5, 2);
  const int day = number(8, 2);
  constexpr std::array<int, 13> kDays = {0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (month < 1 || month > 12) return false;
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return day >= 1 && day <= kDays[static_cast<std::size_t>(month)] + (month == 2 && leap ? 1 : 0);
}

// At most twelve digits before the point and six behind it.
bool is_money(std::string_view text) {
  const std::size_t point = text.find('.');
  const std::string_view whole = text.substr(0, point);
  if (!all_digits(whole) || whole.size() > 12) return false;
  return point == std::string_view::npos || (all_digits(text.substr(point + 1)) && text.size() - point - 1 <= 6);
}

bool is_relative_path(std::string_view text) {
  if (text.empty() || text.front() == '/' || text.find('\0') != std::string_view::npos || text.find('\\') != std::string_view::npos)
    return false;
  while (!text.empty()) {
    const std::size_t slash = text.find('/');
    if (text.substr(0, slash) == "..") return false;
    if (slash == std::string_view::npos) break;
    text.remove_prefix(slash + 1);
  }
  return true;
}

bool is_pattern(std::string_view text) {
  constexpr std::size_t kLongest = 1000;
  if (text.size() > kLongest) return false;
  RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(1 << 20);
  return RE2(re2::StringPiece(text.data(), text.size()), options).ok();
}

bool is_word(std::string_view text) {
  return text.size() <= 200 &&
         std::none_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) <= ' ' || c == 0x7f; });
}

}  // namespace

bool has_form(Form form, std::string_view text) {
  if (text.empty()) return false;
  switch (form) {
    case Form::kAny:
      return text.size() <= 10'000;
    case Form::kWord:
      return is_word(text);
    case Form::kSelector:
      return text.size() <= 200;
    case Form::kGlob:
    case Form::kPath:
      return text.size() <= 1000 && is_relative_path(text);
    case Form::kPattern:
      return is_pattern(text);
    case Form::kMoney:
      return is_money(text);
    case Form::kDate:
      return is_date(text);
    case Form::kSeverity:
      return parse_severity(text).has_value();
    case Form::kSeverityOrNever:
      return text == "never" || parse_severity(text).has_value();
    case Form::kAccountId:
      return text.size() == 12 && all_digits(text);
  }
  return false;
}

std::string_view describe(Form form) {
  switch (form) {
    case Form::kAny:
      return "a text";
    case Form::kWord:
      return "a word without blanks";
    case Form::kSelector:
      return "a rule's id, a glob, a tag or a level such as severity>=high";
    case Form::kGlob:
      return "a glob below the scan root (no \"..\", not absolute)";
    case Form::kPath:
      return "a path below the scan root (no \"..\", not absolute)";
    case Form::kPattern:
      return "a valid RE2 pattern of at most 1000 bytes";
    case Form::kMoney:
      return "an amount such as 120 or 99.50";
    case Form::kDate:
      return "a date (YYYY-MM-DD)";
    case Form::kSeverity:
      return "a severity (info, low, medium, high, critical)";
    case Form::kSeverityOrNever:
      return "a severity (info, low, medium, high, critical) or never";
    case Form::kAccountId:
      return "an account id of 12 digits";
  }
  return "valid";
}

}  // namespace platlint
