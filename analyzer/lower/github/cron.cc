// SPDX-License-Identifier: Apache-2.0
//
// Each field becomes the set of its values, as bits. How often a schedule runs at most follows from its minutes, and from the hours when
// only one minute is named: the smallest gap between two neighbours around the clock.
#include "analyzer/lower/github/cron.h"

#include <array>
#include <bit>
#include <charconv>
#include <cstdint>
#include <optional>
#include <vector>

#include "grammars/ghexpr/ast.h"

namespace platlint::github {
namespace {

struct Field {
  const char* name;
  int low;
  int high;
  std::string_view names;  // three letters each, the first one standing for `low`
};

constexpr std::array<Field, 5> kFields = {{{"minute", 0, 59, ""},
                                           {"hour", 0, 23, ""},
                                           {"day of the month", 1, 31, ""},
                                           {"month", 1, 12, "janfebmaraprmayjunjulaugsepoctnovdec"},
                                           {"day of the week", 0, 7, "sunmontuewedthufrisat"}}};

std::optional<int> value(std::string_view text, const Field& field) {
  int number = -1;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error == std::errc() && end == text.data() + text.size()) return number;
  if (text.size() != 3) return std::nullopt;
  const std::size_t at = field.names.find(ghexpr::lower_case(text));
  if (at == std::string_view::npos || at % 3 != 0) return std::nullopt;
  return field.low + static_cast<int>(at / 3);
}

// The values of one part between commas: *, 5, 1-5, */15, 1-30/2, 3/5.
std::optional<std::uint64_t> part_values(std::string_view part, const Field& field) {
  int step = 1;
  const std::size_t slash = part.find('/');
  if (slash != std::string_view::npos) {
    const auto given = value(part.substr(slash + 1), {"", 0, 0, ""});
    if (!given || *given <= 0) return std::nullopt;
    step = *given;
    part = part.substr(0, slash);
  }
  int low = field.low;
  int high = field.high;
  if (part != "*") {
    const std::size_t dash = part.find('-');
    const auto first = value(part.substr(0, dash), field);
    if (!first) return std::nullopt;
    low = *first;
    high = slash == std::string_view::npos ? low : field.high;
    if (dash != std::string_view::npos) {
      const auto last = value(part.substr(dash + 1), field);
      if (!last) return std::nullopt;
      high = *last;
    }
  }
  if (low < field.low || high > field.high || low > high) return std::nullopt;
  std::uint64_t bits = 0;
  for (int i = low; i <= high; i += step) bits |= std::uint64_t{1} << i;
  return bits;
}

int smallest_gap(std::uint64_t bits, int cycle) {
  int first = -1;
  int last = -1;
  int gap = cycle;
  for (int i = 0; i < cycle; ++i) {
    if (((bits >> i) & 1) == 0) continue;
    if (last >= 0) gap = std::min(gap, i - last);
    else first = i;
    last = i;
  }
  return std::min(gap, first + cycle - last);
}

}  // namespace

std::string wrong_cron(std::string_view text) {
  std::vector<std::string_view> words;
  for (std::size_t at = text.find_first_not_of(" \t\r\n"); at != std::string_view::npos;) {
    const std::size_t end = std::min(text.find_first_of(" \t\r\n", at), text.size());
    words.push_back(text.substr(at, end - at));
    at = text.find_first_not_of(" \t\r\n", end);
  }
  const std::string shown = "\"" + std::string(text.substr(0, 100)) + "\"";
  if (words.size() != kFields.size()) return "a schedule has five fields; " + shown + " has " + std::to_string(words.size());
  std::array<std::uint64_t, 5> sets = {};
  for (std::size_t i = 0; i < words.size(); ++i) {
    for (std::size_t begin = 0; begin <= words[i].size();) {
      const std::size_t end = std::min(words[i].find(',', begin), words[i].size());
      const auto values = part_values(words[i].substr(begin, end - begin), kFields[i]);
      if (!values)
        return "the " + std::string(kFields[i].name) + " \"" + std::string(words[i]) + "\" of the schedule " + shown + " is none";
      sets[i] |= *values;
      begin = end + 1;
    }
  }
  constexpr int kShortest = 5;  // minutes
  const int minutes = std::popcount(sets[0]) > 1 ? smallest_gap(sets[0], 60) : 60;
  if (minutes < kShortest)
    return "the schedule " + shown + " runs every " + std::to_string(minutes) + " minutes; five is the shortest interval";
  return {};
}

}  // namespace platlint::github
