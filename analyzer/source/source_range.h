// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace platlint {

using FileId = std::uint32_t;
inline constexpr FileId kNoFile = 0xffffffffU;

// A half-open run of bytes of one file. Lines and columns are computed only when something is printed.
struct SourceRange {
  FileId file = kNoFile;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  bool valid() const { return file != kNoFile; }
  bool contains(const SourceRange& other) const { return file == other.file && begin <= other.begin && other.end <= end; }
  bool operator==(const SourceRange&) const = default;
  auto operator<=>(const SourceRange&) const = default;
};

// Covers both ranges, which must lie in one file.
constexpr SourceRange cover(const SourceRange& a, const SourceRange& b) {
  return {a.file, a.begin < b.begin ? a.begin : b.begin, a.end > b.end ? a.end : b.end};
}

}  // namespace platlint
