// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace platlint {

// A pattern of fileset(), Go's doublestar: * and ? inside a name, ** over folders, {a,b}, [set]. Reading a path with it takes at most
// pattern times path steps, whatever the pattern is.
class FilePattern {
 public:
  explicit FilePattern(std::string_view pattern);
  bool matches(std::string_view path) const;

 private:
  struct Token {
    enum class Kind { kChar, kOne, kSet, kStar, kDeep, kFolders } kind = Kind::kChar;  // kFolders: "**/"
    char c = 0;
    bool negated = false;
    std::string set = {};
  };
  using Tokens = std::vector<Token>;
  static bool takes(const Token& token, char c);
  static bool matches(const Tokens& tokens, std::string_view path);
  void read(std::string_view pattern);

  std::vector<Tokens> alternatives_;
};

}  // namespace platlint
