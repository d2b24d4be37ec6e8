// SPDX-License-Identifier: Apache-2.0
//
// The parser cooks scalars by yaml-cpp and keeps no map of it. But whatever the style, the visible characters of the cooked text are those
// of the written one, in the same order; only white space is added, folded and dropped. So both are walked side by side: a visible
// character is found by skipping white space in the source, white space maps to where the source stands. Escapes of quoted styles are
// the exception and are measured one by one.
#include "grammars/yaml/offsets.h"

#include <algorithm>
#include <string_view>

namespace platlint::yaml {
namespace {

bool is_white(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

// Length of the escape at `at` (a backslash) in a double-quoted scalar.
std::size_t escape_length(std::string_view raw, std::size_t at) {
  const char c = at + 1 < raw.size() ? raw[at + 1] : '\0';
  const std::size_t length = c == 'x' ? 4 : c == 'u' ? 6 : c == 'U' ? 10 : 2;
  return std::min(length, raw.size() - at);
}

// UTF-8 bytes that one cooked character takes.
std::size_t width(char first) {
  const auto byte = static_cast<unsigned char>(first);
  return byte < 0x80 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
}

}  // namespace

std::vector<std::uint32_t> source_offsets(const Node& scalar, const SourceFile& file) {
  const SourceRange range = scalar.anchor.valid() ? scalar.anchor : scalar.range;
  const std::string_view raw = file.slice(range);
  const std::string_view cooked = scalar.value;
  std::vector<std::uint32_t> map;
  map.reserve(cooked.size() + 1);
  std::size_t at = 0;
  if (scalar.style == Style::kSingleQuoted || scalar.style == Style::kDoubleQuoted) {
    at = raw.empty() ? 0 : 1;
  } else if (scalar.style == Style::kLiteral || scalar.style == Style::kFolded) {
    at = std::min(raw.find('\n'), raw.size());  // behind the header and its comment
  }
  const auto put = [&](std::size_t count, std::size_t where) {
    map.insert(map.end(), std::min(count, cooked.size() - map.size()), range.begin + static_cast<std::uint32_t>(where));
  };
  while (map.size() < cooked.size()) {
    const char c = cooked[map.size()];
    if (scalar.style == Style::kDoubleQuoted) {
      // A backslash before a line break joins lines; the white space around it is nothing.
      std::size_t look = at;
      while (look < raw.size() && is_white(raw[look]) && !is_white(c)) ++look;
      if (look + 1 < raw.size() && raw[look] == '\\' && (raw[look + 1] == '\n' || raw[look + 1] == '\r')) {
        at = look + 2;
        while (at < raw.size() && is_white(raw[at])) ++at;
        continue;
      }
      if (look < raw.size() && raw[look] == '\\') {
        put(width(c), look);
        at = look + escape_length(raw, look);
        continue;
      }
    }
    if (is_white(c)) {
      put(1, at);
      if (at < raw.size() && raw[at] == c) ++at;
      continue;
    }
    while (at < raw.size() && is_white(raw[at])) ++at;
    put(1, at);
    if (at < raw.size()) at += scalar.style == Style::kSingleQuoted && c == '\'' ? 2 : 1;
    at = std::min(at, raw.size());
  }
  map.push_back(range.begin + static_cast<std::uint32_t>(at));
  return map;
}

}  // namespace platlint::yaml
