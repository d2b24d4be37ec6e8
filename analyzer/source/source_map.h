// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "analyzer/source/source_range.h"

namespace platlint {

// A place as people read it: both count from 1, columns in Unicode code points.
struct Position {
  std::uint32_t line = 1;
  std::uint32_t column = 1;
  bool operator==(const Position&) const = default;
};

// One file's bytes. The path is relative to the scan root, with '/'.
class SourceFile {
 public:
  SourceFile(FileId id, std::string path, std::string bytes) : id_(id), path_(std::move(path)), bytes_(std::move(bytes)) {}

  FileId id() const { return id_; }
  const std::string& path() const { return path_; }
  std::string_view text() const { return bytes_; }
  SourceRange whole() const { return {id_, 0, static_cast<std::uint32_t>(bytes_.size())}; }
  std::string_view slice(const SourceRange& range) const;

  // Offsets past the end give the end. LF, CRLF and a lone CR end a line. The table is made at the first call; safe to
  // call from several threads.
  Position position(std::uint32_t offset) const;
  std::uint32_t line_count() const;
  // The line's bytes without its line break; `line` counts from 1. Empty past the end.
  std::string_view line(std::uint32_t line) const;
  // The byte offset at which a line begins; the file's size past the end.
  std::uint32_t line_start(std::uint32_t line) const;

 private:
  const std::vector<std::uint32_t>& starts() const;

  FileId id_;
  std::string path_;
  std::string bytes_;
  mutable std::once_flag once_;
  mutable std::vector<std::uint32_t> starts_;
};

// Owns every file of a run; append only. Files keep their address.
class SourceMap {
 public:
  // Files above 4 GiB - 1 are cut; discovery's limits are far below. Not for use from several threads at once.
  FileId add(std::string path, std::string bytes);
  const SourceFile& operator[](FileId id) const { return *files_[id]; }
  // Null when no file has that path.
  const SourceFile* find(std::string_view path) const;
  std::size_t size() const { return files_.size(); }
  std::string_view slice(const SourceRange& range) const { return range.valid() ? files_[range.file]->slice(range) : std::string_view(); }

 private:
  std::vector<std::unique_ptr<SourceFile>> files_;
  std::unordered_map<std::string_view, FileId> by_path_;  // of two files with one path the first
};

}  // namespace platlint
