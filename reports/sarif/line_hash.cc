// SPDX-License-Identifier: Apache-2.0
//
// GitHub's `primaryLocationLineHash`. An alert keeps its identity when lines are inserted above it, since a line is named by the text
// that begins on it: a window of 100 UTF-16 code units from the line's start, blanks and tabs left out, CRLF and CR read as LF, hashed as
// the digits of a number to the base 37 modulo 2^64. What follows the end of the file is one unit 65535 and then zeros. A window may
// reach over several lines. Lines with the same hash are told apart by a number of occurrence from 1. The hash is written in
// hexadecimal without leading zeros. Where the upload finds a hash in the report it compares, and warns if its own differs.
//
// One pass: the hash of the last 100 units rolls along, and when a unit leaves the window at which a line began, the window is that line's.
//
// Reference: github/codeql-action, src/fingerprints.ts (described in the design notes; nothing is copied).
#include <array>
#include <unordered_map>
#include <utility>

#include "reports/escape.h"
#include "reports/sarif/sarif.h"

namespace platlint {
namespace {

constexpr std::size_t kWindow = 100;
constexpr std::uint64_t kBase = 37;

constexpr std::uint64_t power(std::uint64_t base, std::size_t exponent) {
  std::uint64_t value = 1;
  for (std::size_t i = 0; i < exponent; ++i) value *= base;
  return value;
}

std::string hex(std::uint64_t value) {
  std::string digits;
  do {
    digits.insert(digits.begin(), "0123456789abcdef"[value & 15U]);
    value >>= 4;
  } while (value != 0);
  return digits;
}

class RollingHash {
 public:
  void feed(std::uint32_t unit) {
    const bool is_space = unit == ' ' || unit == '\t';
    if (is_space || (after_return_ && unit == '\n')) {
      after_return_ = false;
      return;
    }
    after_return_ = unit == '\r';
    if (after_return_) unit = '\n';
    finish_oldest();
    if (at_line_start_) {
      hashes_.emplace_back();
      line_at_[next_] = hashes_.size();
    }
    at_line_start_ = unit == '\n';
    push(unit);
  }

  std::vector<std::string> finish() {
    feed(0xffffU);
    for (std::size_t i = 0; i < kWindow; ++i) {
      finish_oldest();
      push(0);
    }
    return std::move(hashes_);
  }

 private:
  // If a line began at the oldest unit, the window now holds what the line is named by.
  void finish_oldest() {
    const std::size_t line = std::exchange(line_at_[next_], 0);
    if (line == 0) return;
    std::string digits = hex(hash_);
    const std::size_t occurrence = ++seen_[digits];
    hashes_[line - 1] = digits + ":" + std::to_string(occurrence);
  }

  void push(std::uint32_t unit) {
    hash_ = hash_ * kBase + unit - power(kBase, kWindow) * window_[next_];
    window_[next_] = unit;
    next_ = (next_ + 1) % kWindow;
  }

  std::array<std::uint32_t, kWindow> window_ = {};
  std::array<std::size_t, kWindow> line_at_ = {};  // line number (from 1) that began at that unit; 0: none
  std::size_t next_ = 0;
  std::uint64_t hash_ = 0;
  bool at_line_start_ = true;
  bool after_return_ = false;
  std::vector<std::string> hashes_;
  std::unordered_map<std::string, std::size_t> seen_;
};

}  // namespace

std::vector<std::string> line_hashes(std::string_view text) {
  RollingHash hash;
  for (std::size_t at = 0; at < text.size();) {
    const std::uint32_t code = next_code_point(text, at);
    if (code == kInvalidByte) {
      hash.feed(0xfffdU);
    } else if (code < 0x10000U) {
      hash.feed(code);
    } else {
      hash.feed(0xd800U + ((code - 0x10000U) >> 10));
      hash.feed(0xdc00U + ((code - 0x10000U) & 0x3ffU));
    }
  }
  return hash.finish();
}

}  // namespace platlint
