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

constexpr std::string_view kKeywords[] = {"ADD",    "ARG",   "CMD",         "COPY",  "ENTRYPOINT", "ENV",
                                          "EXPOSE", "FROM",  "HEALTHCHECK", "LABEL", "MAINTAINER", "ONBUILD",
                                          "RUN",    "SHELL", "STOPSIGNAL",  "USER",  "VOLUME",     "WORKDIR"};

bool is_blank(char c) { return c == ' ' || c == '\t'; }

class Parser {
 public:
  Parser(const SourceFile& file, Arena& arena, Diagnostics& diagnostics)
      : file_(file), text_(file.text()), arena_(arena), diagnostics_(diagnostics) {
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
  SourceRange range(std::size_t begin, std::size_t end) const {
    return {file_.id(), static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
  }

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

  // Directives stand before everything else, "# name=value" one a line; their names know no case.
  void directives() {
    while (at_ < text_.size()) {
      const std::size_t before = at_;
      const std::string_view line = take_line();
      const std::string_view directive = trim(line);
      const std::size_t equals = directive.find('=');
      const std::string_view key =
          directive.starts_with('#') && equals != std::string_view::npos ? trim(directive.substr(1, equals - 1)) : std::string_view();
      const std::string_view value = key.empty() ? std::string_view() : trim(directive.substr(equals + 1));
      if (value.empty() || !std::all_of(key.begin(), key.end(), [](unsigned char c) { return c < 128 && std::isalnum(c) != 0; })) {
        at_ = before;
        return;
      }
      const std::size_t begin = before + static_cast<std::size_t>(directive.data() - line.data());
      comments_.push_back({range(begin, begin + directive.size())});
      if (capitals(key) != "ESCAPE") continue;
      if (value == "`" || value == "\\") escape_ = value[0];
      else
        diagnostics_.push_back(
            {Diagnostic::Kind::kSyntax, range(begin, begin + directive.size()), "The escape character is a backslash or a backtick."});
    }
  }

  static std::string capitals(std::string_view text) {
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(), [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    return out;
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
      // A doubled escape character stands for itself.
      const bool goes_on = tail.ends_with(escape_) && !(tail.size() > 1 && tail[tail.size() - 2] == escape_);
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
    const std::string keyword = capitals(all.substr(0, i));
    const auto known = std::find(std::begin(kKeywords), std::end(kKeywords), keyword);
    if (known == std::end(kKeywords)) {
      diagnostics_.push_back({Diagnostic::Kind::kSyntax, range(start, start + i),
                              "Unknown instruction \"" + std::string(all.substr(0, std::min<std::size_t>(i, 40))) + "\"."});
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
      flags.push_back({flag.substr(0, equals), equals == std::string_view::npos ? std::string_view() : flag.substr(equals + 1),
                       range(place, std::min(place + stop - i, end))});
      i = stop;
    }
    result.flags = arena_.copy(flags);
    result.text = trim(all.substr(i));
    const std::size_t first = std::min(result.text.find_first_of(" \t"), result.text.size());
    const std::size_t text_at = result.text.empty() ? end : std::min(text_.find(result.text.substr(0, first), start + keyword.size()), end);
    result.text_range = range(text_at, end);
    words(result);
    // ONBUILD holds a whole instruction.
    const std::string inner = keyword == "ONBUILD" ? capitals(result.text.substr(0, result.text.find_first_of(" \t"))) : keyword;
    if (inner == "RUN" || inner == "COPY" || inner == "ADD") end = heredocs(result, end);
    result.range = range(start, end);
    instructions_.push_back(result);
  }

  // A JSON list of strings; what is no such list is taken for shell text, as Docker does.
  bool json_form(std::string_view text, std::vector<std::string_view>& words) {
    if (!text.starts_with('[')) return false;
    std::size_t i = 1;
    const auto skip = [&] {
      while (i < text.size() && is_blank(text[i])) ++i;
      return i < text.size() ? text[i] : '\0';
    };
    if (skip() == ']') return i + 1 == text.size();
    while (skip() == '"') {
      std::string word;
      if (!json_string(text, ++i, word)) return false;
      words.push_back(arena_.copy(word));
      const char next = skip();
      ++i;
      if (next == ']') return i == text.size();
      if (next != ',') return false;
    }
    return false;
  }

  // Behind the opening quote; goes behind the closing one. Lone halves of surrogate pairs become U+FFFD, as Go has them.
  static bool json_string(std::string_view text, std::size_t& i, std::string& out) {
    constexpr std::string_view kFrom = "\"\\/bfnrt";
    constexpr std::string_view kTo = "\"\\/\b\f\n\r\t";
    while (i < text.size() && text[i] != '"') {
      if (text[i] != '\\') {
        out += text[i++];
        continue;
      }
      const char c = i + 1 < text.size() ? text[i + 1] : '\0';
      i += 2;
      if (c == 'u') {
        std::uint32_t code = 0;
        if (!unit(text, i, code)) return false;
        std::size_t behind = i + 2;
        std::uint32_t low = 0;
        if (code >= 0xD800 && code < 0xDC00 && text.substr(i, 2) == "\\u" && unit(text, behind, low) && low >= 0xDC00 && low < 0xE000) {
          code = 0x10000 + ((code - 0xD800) << 10U) + (low - 0xDC00);
          i = behind;
        }
        append_utf8(out, code >= 0xD800 && code < 0xE000 ? 0xFFFD : code);
      } else if (const std::size_t at = kFrom.find(c); c != '\0' && at != std::string_view::npos) {
        out += kTo[at];
      } else {
        return false;
      }
    }
    if (i >= text.size()) return false;
    ++i;
    return true;
  }

  static bool unit(std::string_view text, std::size_t& i, std::uint32_t& code) {
    for (const std::size_t end = i + 4; i < end; ++i) {
      const char d = i < text.size() ? text[i] : '\0';
      const int digit = d >= '0' && d <= '9' ? d - '0' : d >= 'a' && d <= 'f' ? d - 'a' + 10 : d >= 'A' && d <= 'F' ? d - 'A' + 10 : -1;
      if (digit < 0) return false;
      code = code * 16 + static_cast<std::uint32_t>(digit);
    }
    return true;
  }

  static void append_utf8(std::string& out, std::uint32_t code) {
    const auto byte = [&](std::uint32_t b) { out += static_cast<char>(b); };
    if (code < 0x80) return byte(code);
    if (code < 0x800) return byte(0xC0U | (code >> 6U)), byte(0x80U | (code & 0x3FU));
    if (code < 0x10000) return byte(0xE0U | (code >> 12U)), byte(0x80U | ((code >> 6U) & 0x3FU)), byte(0x80U | (code & 0x3FU));
    byte(0xF0U | (code >> 18U)), byte(0x80U | ((code >> 12U) & 0x3FU)), byte(0x80U | ((code >> 6U) & 0x3FU)), byte(0x80U | (code & 0x3FU));
  }

  void words(Instruction& result) {
    std::vector<std::string_view> words;
    const std::string_view text = result.text;
    result.json_form = json_form(text, words);
    if (result.json_form) {
      result.words = arena_.copy(words);
      return;
    }
    words.clear();
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

  // Markers count as written: "<<EOF" in quotes or in the JSON form is text, and taking it for a heredoc would swallow the rest of the
  // file.
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
      bool closed = false;
      while (at_ < text_.size()) {
        const std::size_t line_at = at_;
        std::string_view line = take_line();
        if (tabs)
          while (line.starts_with('\t')) line.remove_prefix(1);
        if (line == marker) {
          bodies.push_back(text_.substr(begin, line_at - begin));
          end = static_cast<std::size_t>(line.data() - text_.data()) + line.size();
          closed = true;
          break;
        }
      }
      if (!closed) {
        bodies.push_back(text_.substr(begin));
        diagnostics_.push_back({Diagnostic::Kind::kSyntax, result.text_range,
                                "This heredoc is not closed: expected a line with \"" + unquoted.substr(0, 40) + "\" alone."});
        end = text_.size();
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
