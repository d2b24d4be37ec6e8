// SPDX-License-Identifier: Apache-2.0
//
// Dockerfiles are read by logical lines: a line goes on behind a trailing escape character (backslash, or the one that the `escape`
// directive names), comment lines and empty lines inside a continuation vanish, and <<WORD in RUN, COPY and ADD takes the lines up to
// WORD as text.
#include "grammars/dockerfile/parser.h"

#include <algorithm>
#include <cctype>
#include <string>
#include <vector>

namespace platlint::dockerfile {
namespace {

constexpr std::string_view kKeywords[] = {"ADD", "ARG", "CMD", "COPY", "ENTRYPOINT", "ENV", "EXPOSE", "FROM", "HEALTHCHECK", "LABEL", "MAINTAINER", "ONBUILD", "RUN", "SHELL", "STOPSIGNAL", "USER", "VOLUME", "WORKDIR"};

bool is_blank(char c) { return c == ' ' || c == '\t'; }

class Parser {
 public:
  Parser(const SourceFile& file, Arena& arena, Diagnostics& diagnostics) : file_(file), text_(file.text()), arena_(arena), diagnostics_(diagnostics) {
    if (text_.starts_with("\xEF\xBB\xBF")) at_ = 3;
  }

  const File* run() {
    directives();
    while (at_ < text_.size()) instruction();
    File* file = arena_.make<File>();
    file->instructions = arena_.copy(instructions_);
    file->comments = arena_.copy(comments_);
    return file;
  }

 private:
  SourceRange range(std::size_t begin, std::size_t end) const { return {file_.id(), static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)}; }

  // The line at `at_` without its break; moves behind it.
  std::string_view take_line() {
    const std::size_t end = std::min(text_.find('\n', at_), text_.size());
    std::string_view line = text_.substr(at_, end - at_);
    if (line.ends_with('\r')) line.remove_suffix(1);
    at_ = std::min(end + 1, text_.size());
    return line;
  }

  static std::string_view trim(std::string_view t) {
    while (!t.empty() && is_blank(t.front())) t.remove_prefix(1);
    while (!t.empty() && is_blank(t.back())) t.remove_suffix(1);
    return t;
  }

  void directives() {
    while (at_ < text_.size()) {
      const std::size_t before = at_;
      const std::string_view line = trim(take_line());
      const std::size_t equals = line.find('=');
      if (!line.starts_with('#') || equals == std::string_view::npos || trim(line.substr(1, equals - 1)).find(' ') != std::string_view::npos) {
        at_ = before;
        return;
      }
      comments_.push_back({range(before, before + line.size())});
      if (trim(line.substr(1, equals - 1)) == "escape" && trim(line.substr(equals + 1)) == "`") escape_ = '`';
    }
  }

  void instruction() {
    const std::size_t begin = at_;
    std::string_view line = take_line();
    const std::string_view trimmed = trim(line);
    if (trimmed.empty()) return;
    std::size_t start = begin + static_cast<std::size_t>(trimmed.data() - line.data());
    if (trimmed.starts_with('#')) {
      comments_.push_back({range(start, start + trimmed.size())});
      return;
    }
    // Join the continuation.
    std::string joined;
    std::size_t end = start + trimmed.size();
    std::string_view part = line.substr(static_cast<std::size_t>(trimmed.data() - line.data()));
    while (true) {
      std::string_view tail = part;
      while (!tail.empty() && is_blank(tail.back())) tail.remove_suffix(1);
      const bool goes_on = tail.ends_with(escape_);
      joined += goes_on ? tail.substr(0, tail.size() - 1) : part;
      if (!goes_on) break;
      bool more = false;
      while (at_ < text_.size()) {
        const std::size_t next = at_;
        part = take_line();
        const std::string_view content = trim(part);
        if (content.empty()) continue;
        if (content.starts_with('#')) {
          comments_.push_back({range(next, next + part.size())});
          continue;
        }
        end = next + part.size();
        more = true;
        break;
      }
      if (!more) break;
    }
    add(joined, start, end);
  }

  void add(const std::string& joined, std::size_t start, std::size_t end) {
    const std::string_view all = arena_.copy(joined);
    std::size_t i = 0;
    while (i < all.size() && !is_blank(all[i])) ++i;
    std::string keyword(all.substr(0, i));
    std::transform(keyword.begin(), keyword.end(), keyword.begin(), [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    const auto known = std::find(std::begin(kKeywords), std::end(kKeywords), keyword);
    if (known == std::end(kKeywords)) {
      diagnostics_.push_back({Diagnostic::Kind::kSyntax, range(start, start + i), "Unknown instruction \"" + std::string(all.substr(0, std::min<std::size_t>(i, 40))) + "\"."});
      return;
    }
    Instruction result;
    result.keyword = *known;
    std::vector<Flag> flags;
    while (true) {
      while (i < all.size() && is_blank(all[i])) ++i;
      if (all.substr(i, 2) != "--") break;
      std::size_t stop = i;
      while (stop < all.size() && !is_blank(all[stop])) ++stop;
      const std::string_view flag = all.substr(i + 2, stop - i - 2);
      const std::size_t equals = flag.find('=');
      const std::size_t place = std::min(text_.find(all.substr(i, stop - i), start), end);
      flags.push_back({flag.substr(0, equals), equals == std::string_view::npos ? std::string_view() : flag.substr(equals + 1), range(place, std::min(place + stop - i, end))});
      i = stop;
    }
    result.flags = arena_.copy(flags);
    result.text = trim(all.substr(i));
    const std::size_t first = std::min(result.text.find_first_of(" \t"), result.text.size());
    const std::size_t text_at = result.text.empty() ? end : std::min(text_.find(result.text.substr(0, first), start + keyword.size()), end);
    result.text_range = range(text_at, end);
    words(result);
    if (keyword == "RUN" || keyword == "COPY" || keyword == "ADD") end = heredocs(result, end);
    result.range = range(start, end);
    instructions_.push_back(result);
  }

  void words(Instruction& result) {
    std::vector<std::string_view> words;
    const std::string_view text = result.text;
    if (text.starts_with('[') && text.ends_with(']')) {
      bool good = true;
      std::size_t i = 1;
      while (i + 1 < text.size()) {
        while (i < text.size() && (is_blank(text[i]) || text[i] == ',')) ++i;
        if (i + 1 >= text.size()) break;
        if (text[i] != '"') {
          good = false;
          break;
        }
        std::size_t close = i + 1;
        while (close < text.size() && text[close] != '"') close += text[close] == '\\' ? 2 : 1;
        if (close >= text.size()) {
          good = false;
          break;
        }
        words.push_back(text.substr(i + 1, close - i - 1));
        i = close + 1;
      }
      result.json_form = good;
      if (good) {
        result.words = arena_.copy(words);
        return;
      }
      words.clear();
    }
    std::size_t i = 0;
    while (i < text.size()) {
      while (i < text.size() && is_blank(text[i])) ++i;
      if (i >= text.size()) break;
      std::string word;
      const std::size_t begin = i;
      bool plain = true;
      while (i < text.size() && !is_blank(text[i])) {
        if (text[i] == '"' || text[i] == '\'') {
          plain = false;
          const char quote = text[i++];
          while (i < text.size() && text[i] != quote) word += text[i++];
          if (i < text.size()) ++i;
        } else {
          word += text[i++];
        }
      }
      words.push_back(plain ? text.substr(begin, i - begin) : arena_.copy(word));
    }
    result.words = arena_.copy(words);
  }

  // The end of the word at `i`: blanks inside quotes belong to it.
  static std::size_t word_end(std::string_view text, std::size_t i) {
    while (i < text.size() && !is_blank(text[i])) {
      const char c = text[i++];
      if (c != '"' && c != '\'') continue;
      while (i < text.size() && text[i] != c) ++i;
      if (i < text.size()) ++i;
    }
    return i;
  }

  // Markers count as written: "<<EOF" in quotes or in the JSON form is text, and taking it for a heredoc would swallow the rest of the file.
  std::size_t heredocs(Instruction& result, std::size_t end) {
    std::vector<std::string_view> bodies;
    if (result.json_form) return end;
    for (std::size_t i = 0; i < result.text.size();) {
      if (is_blank(result.text[i])) {
        ++i;
        continue;
      }
      const std::size_t word_begin = i;
      i = word_end(result.text, i);
      std::string_view word = result.text.substr(word_begin, i - word_begin);
      while (!word.empty() && std::isdigit(static_cast<unsigned char>(word[0])) != 0) word.remove_prefix(1);  // 3<<EOF
      if (!word.starts_with("<<") || word.starts_with("<<<")) continue;
      word.remove_prefix(2);
      const bool tabs = word.starts_with('-');
      if (tabs) word.remove_prefix(1);
      std::string unquoted;
      for (const char c : word)
        if (c != '"' && c != '\'') unquoted += c;
      const std::string_view marker = unquoted;
      if (marker.empty() || (std::isalnum(static_cast<unsigned char>(marker[0])) == 0 && marker[0] != '_')) continue;
      const std::size_t begin = at_;
      while (at_ < text_.size()) {
        const std::size_t line_at = at_;
        std::string_view line = take_line();
        if (tabs)
          while (line.starts_with('\t')) line.remove_prefix(1);
        if (line == marker) {
          bodies.push_back(text_.substr(begin, line_at - begin));
          end = line_at + line.size();
          break;
        }
      }
    }
    result.heredocs = arena_.copy(bodies);
    return end;
  }

  const SourceFile& file_;
  std::string_view text_;
  Arena& arena_;
  Diagnostics& diagnostics_;
  std::vector<Instruction> instructions_;
  std::vector<Comment> comments_;
  std::size_t at_ = 0;
  char escape_ = '\\';
};

}  // namespace

const File* parse(const SourceFile& file, Arena& arena, Diagnostics& diagnostics) { return Parser(file, arena, diagnostics).run(); }

}  // namespace platlint::dockerfile
