// SPDX-License-Identifier: Apache-2.0
#include "analyzer/policy/quantity.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>

namespace platlint::policy {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

struct Unit {
  std::string_view name;
  double nanoseconds;
};
constexpr std::array<Unit, 8> kUnits = {
    {{"ns", 1}, {"us", 1e3}, {"\xC2\xB5s", 1e3}, {"\xCE\xBCs", 1e3}, {"ms", 1e6}, {"s", 1e9}, {"m", 60e9}, {"h", 3600e9}}};

struct Suffix {
  std::string_view name;
  int ten;  // power of ten
  int two;  // power of two
};
constexpr std::array<Suffix, 16> kSuffixes = {{{"", 0, 0},
                                               {"n", -9, 0},
                                               {"u", -6, 0},
                                               {"m", -3, 0},
                                               {"k", 3, 0},
                                               {"M", 6, 0},
                                               {"G", 9, 0},
                                               {"T", 12, 0},
                                               {"P", 15, 0},
                                               {"E", 18, 0},
                                               {"Ki", 0, 10},
                                               {"Mi", 0, 20},
                                               {"Gi", 0, 30},
                                               {"Ti", 0, 40},
                                               {"Pi", 0, 50},
                                               {"Ei", 0, 60}}};

}  // namespace

std::optional<std::int64_t> parse_duration(std::string_view text) {
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  if (text == "0") return 0;
  if (text.empty()) return std::nullopt;
  double total = 0;
  while (!text.empty()) {
    std::size_t i = 0;
    std::size_t digits = 0;
    bool dot = false;
    for (; i < text.size() && (is_digit(text[i]) || (text[i] == '.' && !dot)); ++i) {
      if (text[i] == '.') dot = true;
      else ++digits;
    }
    if (digits == 0) return std::nullopt;
    const double n = std::strtod(std::string(text.substr(0, i)).c_str(), nullptr);
    text.remove_prefix(i);
    std::size_t end = 0;
    while (end < text.size() && text[end] != '.' && !is_digit(text[end])) ++end;
    const std::string_view name = text.substr(0, end);
    const Unit* unit = nullptr;
    for (const Unit& candidate : kUnits)
      if (candidate.name == name) unit = &candidate;
    if (unit == nullptr) return std::nullopt;
    total += n * unit->nanoseconds;
    text.remove_prefix(end);
  }
  if (total > 9.2e18) return std::nullopt;
  const auto whole = static_cast<std::int64_t>(std::llround(total));
  return negative ? -whole : whole;
}

std::int64_t whole_nanoseconds(double nanoseconds) {
  constexpr double kEnd = 9.2e18;
  return std::isnan(nanoseconds) ? 0 : static_cast<std::int64_t>(std::clamp(nanoseconds, -kEnd, kEnd));
}

std::string format_duration(std::int64_t nanoseconds) {
  if (nanoseconds == 0) return "0s";
  std::string out = nanoseconds < 0 ? "-" : "";
  const auto left = nanoseconds < 0 ? 0 - static_cast<std::uint64_t>(nanoseconds) : static_cast<std::uint64_t>(nanoseconds);
  const auto decimal = [](std::uint64_t value, std::uint64_t unit) {
    std::string text = std::to_string(value / unit);
    std::string fraction = std::to_string(unit + value % unit).substr(1);
    while (!fraction.empty() && fraction.back() == '0') fraction.pop_back();
    return fraction.empty() ? text : text + "." + fraction;
  };
  if (left < 1'000) return out + std::to_string(left) + "ns";
  if (left < 1'000'000) return out + decimal(left, 1'000) + "\xC2\xB5s";
  if (left < 1'000'000'000) return out + decimal(left, 1'000'000) + "ms";
  const std::uint64_t minute = 60'000'000'000ULL;
  const std::uint64_t hours = left / (60 * minute);
  const std::uint64_t minutes = left / minute % 60;
  if (hours > 0) out += std::to_string(hours) + "h";
  if (hours > 0 || minutes > 0) out += std::to_string(minutes) + "m";
  return out + decimal(left % minute, 1'000'000'000) + "s";
}

std::optional<Number> parse_quantity(std::string_view text, Arena& arena) {
  if (text.size() > 64) return std::nullopt;
  std::size_t i = text.starts_with('-') || text.starts_with('+') ? 1 : 0;
  std::size_t digits = 0;
  bool dot = false;
  for (; i < text.size() && (is_digit(text[i]) || (text[i] == '.' && !dot)); ++i) {
    if (text[i] == '.') dot = true;
    else ++digits;
  }
  if (digits == 0) return std::nullopt;
  std::string mantissa(text.substr(text.starts_with('+') ? 1 : 0, i - (text.starts_with('+') ? 1 : 0)));
  if (mantissa.ends_with('.')) mantissa += '0';
  if (mantissa.starts_with('.')) mantissa.insert(0, "0");
  if (mantissa.starts_with("-.")) mantissa.insert(1, "0");
  const std::string_view suffix = text.substr(i);
  int ten = 0;
  int two = 0;
  const Suffix* found = nullptr;
  for (const Suffix& candidate : kSuffixes)
    if (candidate.name == suffix) found = &candidate;
  if (found != nullptr) {
    ten = found->ten;
    two = found->two;
  } else if (suffix.size() >= 2 && (suffix[0] == 'e' || suffix[0] == 'E')) {
    std::string_view exponent = suffix.substr(1);
    if (exponent.starts_with('+')) exponent.remove_prefix(1);
    const auto read = std::from_chars(exponent.data(), exponent.data() + exponent.size(), ten);
    if (read.ec != std::errc() || read.ptr != exponent.data() + exponent.size() || ten > 300 || ten < -300) return std::nullopt;
  } else {
    return std::nullopt;
  }
  const auto base = Number::parse(mantissa + (ten == 0 ? std::string() : "e" + std::to_string(ten)), arena);
  if (!base || two == 0) return base;
  return Number::multiply(*base, Number(std::int64_t{1} << two), arena);
}

namespace {

// Shortest digits, then the layout of Go's strconv with the given exponent character.
std::string exponent_form(double value, char e) {
  std::array<char, 64> buffer;
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::scientific).ptr;
  std::string text(buffer.data(), end);
  if (const std::size_t at = text.find('e'); at != std::string::npos) text[at] = e;
  return text;
}

}  // namespace

std::string go_number(double value) {
  constexpr int kShortestLimit = 6;  // strconv decides so when the precision is the shortest one
  if (value == 0) return "0";
  const int exponent = static_cast<int>(std::floor(std::log10(std::fabs(value))));
  if (exponent < -4 || exponent >= kShortestLimit) return exponent_form(value, 'e');
  std::array<char, 512> buffer;
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::fixed).ptr;
  return {buffer.data(), end};
}

Number float_number(double value, Arena& arena) {
  if (!std::isfinite(value)) return Number::from_double(value, arena);
  return Number::parse(exponent_form(value, 'e'), arena).value_or(Number());
}

std::string go_number_e(double value) { return exponent_form(value, 'E'); }

}  // namespace platlint::policy
