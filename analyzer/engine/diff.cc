// SPDX-License-Identifier: Apache-2.0
//
// A line difference for people. What is equal at both ends is cut off; the rest is aligned by the longest common subsequence, by the
// plain quadratic table: fixes touch little. A middle that is too large for the table is shown as one replacement.
#include <algorithm>
#include <vector>

#include "analyzer/engine/fix.h"

namespace platlint {
namespace {

constexpr std::size_t kContext = 3;          // equal lines around a change
constexpr std::size_t kMostCells = 4000000;  // of the table

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    lines.push_back(text.substr(0, end == std::string_view::npos ? end : end + 1));
    text.remove_prefix(lines.back().size());
  }
  return lines;
}

struct Row {
  char sign = ' ';  // ' ', '-' or '+'
  std::string_view line = {};
};

using Lines = std::vector<std::string_view>;

void align(const Lines& a, const Lines& b, std::size_t head, std::size_t tail, std::vector<Row>& rows) {
  const std::size_t n = a.size() - head - tail;
  const std::size_t m = b.size() - head - tail;
  std::vector<std::uint32_t> table;  // longest common subsequence of what is left
  const auto at = [&](std::size_t i, std::size_t j) -> std::uint32_t& { return table[i * (m + 1) + j]; };
  const bool fits = (n + 1) * (m + 1) <= kMostCells;
  if (fits) {
    table.assign((n + 1) * (m + 1), 0);
    for (std::size_t i = n; i-- > 0;)
      for (std::size_t j = m; j-- > 0;) at(i, j) = a[head + i] == b[head + j] ? at(i + 1, j + 1) + 1 : std::max(at(i + 1, j), at(i, j + 1));
  }
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < n || j < m) {
    if (fits && i < n && j < m && a[head + i] == b[head + j]) {
      rows.push_back({' ', a[head + i]});
      ++i;
      ++j;
    } else if (i < n && (!fits || j == m || at(i + 1, j) >= at(i, j + 1))) {
      rows.push_back({'-', a[head + i++]});
    } else {
      rows.push_back({'+', b[head + j++]});
    }
  }
}

std::string span(std::size_t start, std::size_t count) {
  const std::size_t first = count == 0 ? start : start + 1;
  return std::to_string(first) + (count == 1 ? "" : "," + std::to_string(count));
}

}  // namespace

std::string unified_diff(std::string_view path, std::string_view before, std::string_view after) {
  if (before == after) return {};
  const Lines a = lines_of(before);
  const Lines b = lines_of(after);
  std::size_t head = 0;
  while (head < a.size() && head < b.size() && a[head] == b[head]) ++head;
  std::size_t tail = 0;
  while (tail < a.size() - head && tail < b.size() - head && a[a.size() - 1 - tail] == b[b.size() - 1 - tail]) ++tail;
  std::vector<Row> rows;
  for (std::size_t i = 0; i < head; ++i) rows.push_back({' ', a[i]});
  align(a, b, head, tail, rows);
  for (std::size_t i = a.size() - tail; i < a.size(); ++i) rows.push_back({' ', a[i]});

  std::string out = "--- a/" + std::string(path) + "\n+++ b/" + std::string(path) + "\n";
  std::size_t old_line = 0;
  std::size_t new_line = 0;
  for (std::size_t at = 0; at < rows.size();) {
    const auto change =
        std::find_if(rows.begin() + static_cast<std::ptrdiff_t>(at), rows.end(), [](const Row& row) { return row.sign != ' '; });
    if (change == rows.end()) break;
    const auto first = static_cast<std::size_t>(change - rows.begin());
    const std::size_t begin = std::max(at, first > kContext ? first - kContext : 0);
    old_line += begin - at;
    new_line += begin - at;
    // The hunk ends where more than two contexts of equal lines follow a change.
    std::size_t end = first;
    for (std::size_t i = first, equal = 0; i < rows.size() && equal <= 2 * kContext; ++i) {
      equal = rows[i].sign == ' ' ? equal + 1 : 0;
      if (equal == 0) end = i + 1;
    }
    end = std::min(rows.size(), end + kContext);
    std::string body;
    std::size_t old_count = 0;
    std::size_t new_count = 0;
    for (std::size_t i = begin; i < end; ++i) {
      old_count += rows[i].sign != '+' ? 1 : 0;
      new_count += rows[i].sign != '-' ? 1 : 0;
      (body += rows[i].sign) += rows[i].line;
      if (!rows[i].line.ends_with('\n')) body += "\n\\ No newline at end of file\n";
    }
    out += "@@ -" + span(old_line, old_count) + " +" + span(new_line, new_count) + " @@\n" + body;
    old_line += old_count;
    new_line += new_count;
    at = end;
  }
  return out;
}

}  // namespace platlint
