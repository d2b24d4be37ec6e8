// SPDX-License-Identifier: Apache-2.0
#include "analyzer/lower/github/filter_pattern.h"

namespace platlint::github {
namespace {

// Characters that git allows in no ref name (git-check-ref-format), beside those that are special in patterns.
bool refused_in_ref(char c) { return c == ' ' || c == '\t' || c == '~' || c == '^' || c == ':'; }

class Check {
 public:
  Check(std::string_view pattern, bool ref) : rest_(pattern), ref_(ref) {}

  std::string run() {
    if (rest_.empty()) return "it is empty";
    if (rest_.front() == '!') {
      rest_.remove_prefix(1);
      if (rest_.empty()) return "something must follow the leading !";
    }
    if (ref_ && rest_.front() == '/') return "the name of a branch or tag does not begin with /";
    bool special = true;  // nothing stands before that ? or + could repeat
    char last = '\0';
    while (!rest_.empty()) {
      const char c = rest_.front();
      rest_.remove_prefix(1);
      last = c;
      switch (c) {
        case '\\':
          if (!rest_.empty() && std::string_view("[?*+\\!").find(rest_.front()) != std::string_view::npos) {
            rest_.remove_prefix(1);
          } else if (ref_) {
            return "\\ escapes only [ ? + * \\ and !; patterns are no regular expressions";
          }
          special = false;
          break;
        case '?':
        case '+':
          if (special) return std::string("nothing stands before ") + c + " that it could repeat";
          special = true;
          break;
        case '*':
          special = true;
          break;
        case '[':
          if (std::string wrong = set(); !wrong.empty()) return wrong;
          special = false;
          break;
        default:
          if (ref_ && refused_in_ref(c)) return std::string("the name of a branch or tag cannot contain '") + c + "'";
          special = false;
      }
    }
    if (ref_ && (last == '/' || last == '.')) return std::string("the name of a branch or tag does not end with ") + last;
    return {};
  }

 private:
  // Behind "[": characters and ranges up to "]".
  std::string set() {
    int count = 0;
    while (!rest_.empty() && rest_.front() != ']') {
      const char low = rest_.front();
      rest_.remove_prefix(1);
      ++count;
      if (rest_.size() < 2 || rest_.front() != '-' || rest_[1] == ']') continue;
      const char high = rest_[1];
      rest_.remove_prefix(2);
      ++count;
      if (low > high) return std::string("the range ") + low + "-" + high + " runs backwards";
    }
    if (rest_.empty()) return "] is missing";
    rest_.remove_prefix(1);
    if (count == 0) return "[] matches nothing";
    if (count == 1) return "a set of one character is that character; [ ] is not needed";
    return {};
  }

  std::string_view rest_;
  bool ref_;
};

}  // namespace

std::string wrong_ref_pattern(std::string_view pattern) { return Check(pattern, true).run(); }

std::string wrong_path_pattern(std::string_view pattern) {
  const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; };
  if (!pattern.empty() && (blank(pattern.front()) || blank(pattern.back())))
    return "white space around a path belongs to it and matches nothing";
  std::string_view path = pattern;
  if (path.starts_with('!')) path.remove_prefix(1);
  if (path == "." || path == ".." || path.starts_with("./") || path.starts_with("../"))
    return "paths begin at the root of the repository, without . or ..";
  return Check(pattern, false).run();
}

}  // namespace platlint::github
