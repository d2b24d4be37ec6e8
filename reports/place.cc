// SPDX-License-Identifier: Apache-2.0
#include "reports/place.h"

#include <utf8proc.h>

#include <algorithm>

#include "reports/escape.h"

namespace platlint {

Position Places::position(FileId file, std::uint32_t offset) {
  const SourceFile& source = sources_[file];
  if (file_ == file && offset_ <= offset && offset <= source.text().size()) {
    const std::uint32_t line_end = source.line_start(position_.line + 1);
    if (offset < line_end || (offset == source.text().size() && position_.line == source.line_count())) {
      for (const char c : source.text().substr(offset_, offset - offset_))
        if ((static_cast<unsigned char>(c) & 0xc0U) != 0x80U) ++position_.column;
      offset_ = offset;
      return position_;
    }
  }
  file_ = file;
  offset_ = std::min<std::uint32_t>(offset, static_cast<std::uint32_t>(source.text().size()));
  // A byte order mark takes no column, which a walk from inside it would not see.
  if (offset_ < 3 && source.text().starts_with("\xEF\xBB\xBF")) file_ = kNoFile;
  return position_ = source.position(offset);
}

Place Places::operator()(const SourceRange& range) {
  if (!range.valid() || range.file >= sources_.size()) return {};
  Place place;
  place.path = sources_[range.file].path();
  place.start_byte = range.begin;
  place.end_byte = std::max(range.begin, range.end);
  place.start = position(range.file, place.start_byte);
  // The end of one place must not spoil the walk to the next one's begin.
  const FileId file = file_;
  const std::uint32_t offset = offset_;
  const Position start = position_;
  place.end = position(range.file, place.end_byte);
  file_ = file;
  offset_ = offset;
  position_ = start;
  return place;
}

Place Places::operator()(const Finding& finding) {
  Place place = (*this)(finding.range);
  if (place.path.empty() && finding.subject) place.path = finding.subject->root;
  return place;
}

Redactor::Redactor(const Report& report, const SourceMap& sources) {
  for (const Finding& finding : report.findings) {
    if (!finding.secret || !finding.range.valid() || finding.range.file >= sources.size()) continue;
    const SourceFile& file = sources[finding.range.file];
    const std::uint32_t last = file.position(finding.range.end > finding.range.begin ? finding.range.end - 1 : finding.range.begin).line;
    for (std::uint32_t line = file.position(finding.range.begin).line; line <= last; ++line) lines_.emplace(finding.range.file, line);
    std::string_view text = file.slice(finding.range);
    add(text);
    // A key of several lines must not leak line by line, nor a value because the range holds its quotes or its name.
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = std::min(text.find_first_of("\r\n\"'` \t=", at), text.size());
      add(text.substr(at, end - at));
      at = end + 1;
    }
  }
  std::sort(secrets_.begin(), secrets_.end(),
            [](const std::string& a, const std::string& b) { return a.size() != b.size() ? a.size() > b.size() : a < b; });
  secrets_.erase(std::unique(secrets_.begin(), secrets_.end()), secrets_.end());
}

void Redactor::add(std::string_view secret) {
  constexpr std::size_t kShortest = 6;  // shorter pieces are words that stand everywhere ("key", "admin")
  while (!secret.empty() && std::string_view(" \t\r\n\"'`,;").find(secret.back()) != std::string_view::npos) secret.remove_suffix(1);
  while (!secret.empty() && std::string_view(" \t\r\n\"'`,;").find(secret.front()) != std::string_view::npos) secret.remove_prefix(1);
  if (secret.size() >= kShortest) secrets_.emplace_back(secret);
}

std::string Redactor::operator()(std::string_view text) const {
  std::string out(text);
  for (const std::string& secret : secrets_)
    for (std::size_t at = out.find(secret); at != std::string::npos; at = out.find(secret, at)) {
      out.replace(at, secret.size(), "****");
      at += 4;
    }
  return out;
}

bool Redactor::hides(const SourceMap& sources, const SourceRange& range) const {
  if (lines_.empty() || !range.valid() || range.file >= sources.size()) return false;
  const SourceFile& file = sources[range.file];
  const auto first = lines_.lower_bound({range.file, file.position(range.begin).line});
  return first != lines_.end() && first->first == range.file && first->second <= file.position(range.end).line;
}

Excerpt excerpt(const SourceFile& file, std::uint32_t line, const SourceRange& range) {
  constexpr std::size_t kBefore = 100;  // bytes shown before the caret, at most
  constexpr std::size_t kColumns = 160;
  constexpr std::size_t kTab = 4;
  const std::string_view text = file.line(line);
  const std::uint32_t start = file.line_start(line);
  const std::size_t begin = range.begin > start ? std::min<std::size_t>(range.begin - start, text.size()) : 0;
  const std::size_t end = std::clamp<std::size_t>(range.end > start ? range.end - start : 0, begin, text.size());

  Excerpt shown;
  std::size_t column = 0;
  std::size_t at = 0;
  if (begin > kBefore) {
    at = begin - kBefore;
    while (at < begin && (static_cast<unsigned char>(text[at]) & 0xc0U) == 0x80U) ++at;
    shown.text = "...";
    column = 3;
  } else if (line == 1 && text.starts_with("\xEF\xBB\xBF")) {
    at = 3;
  }
  bool placed = false;
  std::size_t caret_end = 0;
  while (at < text.size() && column < kColumns) {
    if (!placed && at >= begin) {
      shown.caret_column = column;
      placed = true;
    }
    const std::size_t before = at;
    const std::uint32_t code = next_code_point(text, at);
    if (code == '\t') {
      const std::size_t width = kTab - column % kTab;
      shown.text.append(width, ' ');
      column += width;
    } else if (code == kInvalidByte || is_unprintable(code)) {
      const std::string escaped = escape_plain(text.substr(before, at - before));
      shown.text += escaped;
      column += escaped.size();
    } else {
      shown.text += text.substr(before, at - before);
      column += static_cast<std::size_t>(std::max(0, utf8proc_charwidth(static_cast<utf8proc_int32_t>(code))));
    }
    if (before < end) caret_end = column;
  }
  if (at < text.size()) shown.text += "...";
  if (!placed) shown.caret_column = column;
  shown.caret_width = caret_end > shown.caret_column ? caret_end - shown.caret_column : 1;
  return shown;
}

std::string describe(const Place& place) {
  return std::string(place.path) + ":" + std::to_string(place.start.line) + ":" + std::to_string(place.start.column);
}

}  // namespace platlint
