// SPDX-License-Identifier: Apache-2.0
#include "analyzer/source/source_map.h"

#include <algorithm>

namespace platlint {

std::string_view SourceFile::slice(const SourceRange& range) const {
  const std::size_t size = bytes_.size();
  const std::size_t begin = std::min<std::size_t>(range.begin, size);
  const std::size_t end = std::clamp<std::size_t>(range.end, begin, size);
  return std::string_view(bytes_).substr(begin, end - begin);
}

const std::vector<std::uint32_t>& SourceFile::starts() const {
  std::call_once(once_, [this] {
    starts_.push_back(0);
    for (std::size_t i = 0; i < bytes_.size(); ++i) {
      const char c = bytes_[i];
      const bool lone_cr = c == '\r' && (i + 1 == bytes_.size() || bytes_[i + 1] != '\n');
      if (c == '\n' || lone_cr) starts_.push_back(static_cast<std::uint32_t>(i + 1));
    }
  });
  return starts_;
}

Position SourceFile::position(std::uint32_t offset) const {
  const auto& table = starts();
  offset = std::min<std::uint32_t>(offset, static_cast<std::uint32_t>(bytes_.size()));
  const auto line = static_cast<std::size_t>(std::upper_bound(table.begin(), table.end(), offset) - table.begin());
  std::uint32_t column = 1;
  std::size_t i = table[line - 1];
  if (i == 0 && bytes_.starts_with("\xEF\xBB\xBF") && offset >= 3) i = 3;  // a byte order mark takes no column
  for (; i < offset; ++i)
    if ((static_cast<unsigned char>(bytes_[i]) & 0xC0U) != 0x80U) ++column;
  return {static_cast<std::uint32_t>(line), column};
}

std::uint32_t SourceFile::line_count() const { return static_cast<std::uint32_t>(starts().size()); }

std::uint32_t SourceFile::line_start(std::uint32_t line) const {
  const auto& table = starts();
  if (line == 0) return 0;
  return line <= table.size() ? table[line - 1] : static_cast<std::uint32_t>(bytes_.size());
}

std::string_view SourceFile::line(std::uint32_t line) const {
  if (line == 0 || line > line_count()) return {};
  std::string_view text = slice({id_, line_start(line), line_start(line + 1)});
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.remove_suffix(1);
  return text;
}

FileId SourceMap::add(std::string path, std::string bytes) {
  constexpr std::size_t kMost = 0xfffffffeU;
  if (bytes.size() > kMost) bytes.resize(kMost);
  const auto id = static_cast<FileId>(files_.size());
  files_.push_back(std::make_unique<SourceFile>(id, std::move(path), std::move(bytes)));
  by_path_.emplace(files_.back()->path(), id);
  return id;
}

const SourceFile* SourceMap::find(std::string_view path) const {
  const auto at = by_path_.find(path);
  return at == by_path_.end() ? nullptr : files_[at->second].get();
}

}  // namespace platlint
