// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace platlint {

// One .gitignore file, as gitignore(5) describes it.
class IgnoreFile {
 public:
  IgnoreFile(std::string directory, std::string_view text);

  enum class Verdict : unsigned char { kNone, kIgnored, kKept };  // kKept: a negated pattern matched last
  // `path` is relative to the scan root.
  Verdict judge(std::string_view path, bool is_directory) const;

 private:
  struct Pattern {
    std::string text;
    bool negated = false;
    bool directories_only = false;
    bool anchored = false;  // holds a slash: matched against the whole path below the file's folder
  };
  std::string directory_;
  std::vector<Pattern> patterns_;
};

// Shell wildcards where `*` and `?` stop at slashes and `**` does not; [sets] and \escapes.
bool match_path(std::string_view pattern, std::string_view text);

}  // namespace platlint
