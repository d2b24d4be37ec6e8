// SPDX-License-Identifier: Apache-2.0
//
// Templates are read in two steps. First a flat list of tokens: pieces of text (one a line in heredocs, since trimming and
// indentation work by line), interpolations, directives. Then trim markers have been applied as the pieces went by, the indentation
// of `<<-` is taken away, and the directives are folded into a tree. Rules: hclsyntax/spec.md, "Templates".
#include "grammars/hcl/template_reader.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "grammars/hcl/scanner.h"

namespace platlint::hcl {

struct TemplateReader::Token {
  enum class Type : std::uint8_t { kText, kInterp, kIf, kElse, kEndIf, kFor, kEndFor };
  Type type = Type::kText;
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string text = {};
  const Expr* value = nullptr;
  std::string_view key_name = {};
  std::string_view value_name = {};
};

namespace {

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\v' || c == '\f'; }

// May stand in any template without meaning more than itself.
bool is_plain(char c) { return c != '"' && c != '\\' && c != '$' && c != '%' && c != '\n' && c != '\r'; }

void trim_left(std::string& text) {
  text.erase(0, static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is_space) - text.begin()));
}
void trim_right(std::string& text) {
  while (!text.empty() && is_space(text.back())) text.pop_back();
}

void append_utf8(std::string& out, std::uint32_t code) {
  if (code < 0x80) {
    out += static_cast<char>(code);
  } else if (code < 0x800) {
    out += static_cast<char>(0xC0U | (code >> 6U));
    out += static_cast<char>(0x80U | (code & 0x3FU));
  } else if (code < 0x10000) {
    out += static_cast<char>(0xE0U | (code >> 12U));
    out += static_cast<char>(0x80U | ((code >> 6U) & 0x3FU));
    out += static_cast<char>(0x80U | (code & 0x3FU));
  } else {
    out += static_cast<char>(0xF0U | (code >> 18U));
    out += static_cast<char>(0x80U | ((code >> 12U) & 0x3FU));
    out += static_cast<char>(0x80U | ((code >> 6U) & 0x3FU));
    out += static_cast<char>(0x80U | (code & 0x3FU));
  }
}

}  // namespace

bool TemplateReader::read_escape(std::size_t& at, std::string& out) {
  const char c = at + 1 < text_.size() ? text_[at + 1] : '\0';
  switch (c) {
    case 'n':
      out += '\n';
      break;
    case 'r':
      out += '\r';
      break;
    case 't':
      out += '\t';
      break;
    case '"':
      out += '"';
      break;
    case '\\':
      out += '\\';
      break;
    case 'u':
    case 'U': {
      const std::size_t digits = c == 'u' ? 4 : 8;
      std::uint32_t code = 0;
      for (std::size_t i = 0; i < digits; ++i) {
        const char d = at + 2 + i < text_.size() ? text_[at + 2 + i] : '\0';
        const int value = d >= '0' && d <= '9' ? d - '0' : d >= 'a' && d <= 'f' ? d - 'a' + 10 : d >= 'A' && d <= 'F' ? d - 'A' + 10 : -1;
        if (value < 0) {
          host_.template_error(at, at + 2, std::string("The escape \\") + c + " needs " + std::to_string(digits) + " hexadecimal digits.");
          return false;
        }
        code = code * 16 + static_cast<std::uint32_t>(value);
      }
      append_utf8(out, code > 0x10FFFF || (code >= 0xD800 && code < 0xE000) ? 0xFFFD : code);
      at += digits;
      break;
    }
    default:
      host_.template_error(at, at + 2, "This escape does not exist: a backslash must be followed by n, r, t, \", \\, u or U.");
      return false;
  }
  at += 2;
  return true;
}

std::optional<std::size_t> TemplateReader::at_marker(std::size_t line, std::string_view marker) const {
  std::size_t i = line;
  while (i < text_.size() && text_[i] != '\n' && is_space(text_[i])) ++i;
  const std::size_t indent = i - line;
  if (text_.substr(i, marker.size()) != marker) return std::nullopt;
  i += marker.size();
  while (i < text_.size() && text_[i] != '\n' && is_space(text_[i])) ++i;
  if (i < text_.size() && text_[i] != '\n') return std::nullopt;
  return indent;
}

void TemplateReader::check_utf8(std::size_t begin, std::size_t end) {
  for (std::size_t i = begin; i < end;) {
    if ((static_cast<unsigned char>(text_[i]) & 0x80U) == 0) {
      ++i;
      continue;
    }
    const std::size_t size = utf8_sequence(text_.substr(i));
    if (size == 0) return host_.template_complaint(i, i + 1, "This is no UTF-8 text.");
    i += size;
  }
}

void TemplateReader::flush(std::vector<Token>& tokens, std::string& pending, std::size_t begin, std::size_t end, bool& trim_next) {
  if (begin == end) return;
  Token token;
  token.begin = begin;
  token.end = end;
  token.text = std::move(pending);
  pending.clear();
  if (trim_next) trim_left(token.text);
  trim_next = false;
  tokens.push_back(std::move(token));
}

// ${ expr } or %{ directive }, `at` on the opening sign.
bool TemplateReader::read_sequence(std::size_t& at, std::vector<Token>& tokens, bool directive) {
  Token token;
  token.begin = at;
  at += 2;
  if (at < text_.size() && text_[at] == '~') {
    ++at;
    if (!tokens.empty() && tokens.back().type == Token::Type::kText) trim_right(tokens.back().text);
  }
  if (!directive) {
    token.type = Token::Type::kInterp;
    token.value = host_.interpolation(at);
    if (token.value == nullptr) return false;
  } else {
    const std::size_t word_at = at;
    const std::string_view word = host_.identifier(at);
    if (word == "if") {
      token.type = Token::Type::kIf;
      token.value = host_.interpolation(at);
      if (token.value == nullptr) return false;
    } else if (word == "for") {
      token.type = Token::Type::kFor;
      token.value_name = host_.identifier(at);
      if (at < text_.size() && text_[at] == ',') {
        ++at;
        token.key_name = token.value_name;
        token.value_name = host_.identifier(at);
      }
      if (token.value_name.empty() || host_.identifier(at) != "in") {
        host_.template_error(word_at, at, "A for directive is written %{ for name in collection }.");
        return false;
      }
      token.value = host_.interpolation(at);
      if (token.value == nullptr) return false;
    } else if (word == "else") {
      token.type = Token::Type::kElse;
    } else if (word == "endif") {
      token.type = Token::Type::kEndIf;
    } else if (word == "endfor") {
      token.type = Token::Type::kEndFor;
    } else {
      host_.template_error(word_at, std::max(at, word_at + 1), "Unknown template directive: there are if, else, endif, for and endfor.");
      return false;
    }
  }
  const bool trim = at < text_.size() && text_[at] == '~';
  if (trim) ++at;
  if (at >= text_.size() || text_[at] != '}') {
    host_.template_error(token.begin, token.begin + 2, "This template sequence is not closed: expected \"}\".");
    return false;
  }
  ++at;
  token.end = at;
  tokens.push_back(std::move(token));
  if (trim) tokens.push_back({Token::Type::kText, at, at, "\x01"});  // a note to read(): trim what follows
  return true;
}

bool TemplateReader::read(std::size_t& at, Ending ending, std::string_view marker, std::vector<Token>& tokens) {
  std::string pending;
  std::size_t begin = at;
  bool trim_next = false;
  while (true) {
    if (at >= text_.size()) {
      flush(tokens, pending, begin, at, trim_next);
      return ending == Ending::kEndOfText;
    }
    const char c = text_[at];
    const char next = at + 1 < text_.size() ? text_[at + 1] : '\0';
    if (ending == Ending::kQuote && c == '"') {
      flush(tokens, pending, begin, at, trim_next);
      return true;
    }
    if (ending == Ending::kHeredoc && (at == 0 || text_[at - 1] == '\n') && at_marker(at, marker).has_value()) {
      flush(tokens, pending, begin, at, trim_next);
      return true;
    }
    if ((c == '$' || c == '%') && next == c && at + 2 < text_.size() && text_[at + 2] == '{') {
      pending += c;
      pending += '{';
      at += 3;
    } else if ((c == '$' || c == '%') && next == '{') {
      flush(tokens, pending, begin, at, trim_next);
      if (!read_sequence(at, tokens, c == '%')) return false;
      trim_next = tokens.back().type == Token::Type::kText;
      if (trim_next) tokens.pop_back();
      begin = at;
    } else if (ending == Ending::kQuote && c == '\\') {
      if (!read_escape(at, pending)) return false;
    } else if (ending == Ending::kQuote && (c == '\n' || c == '\r')) {
      host_.template_error(at, at + 1, "A quoted string must end on its line; use a heredoc for several lines.");
      return false;
    } else {
      // Plain text up to the next character that may mean something.
      std::size_t end = at + 1;
      if (c != '\n')
        while (end < text_.size() && is_plain(text_[end])) ++end;
      check_utf8(at, end);
      pending += text_.substr(at, end - at);
      at = end;
      if (c == '\n') {
        flush(tokens, pending, begin, at, trim_next);
        begin = at;
      }
    }
  }
}

std::optional<std::span<const TemplatePart>> TemplateReader::build(const std::vector<Token>& tokens, std::size_t& next, int depth,
                                                                   bool inside) {
  std::vector<TemplatePart> parts;
  for (; next < tokens.size(); ++next) {
    const Token& token = tokens[next];
    TemplatePart part;
    part.range = host_.template_range(token.begin, token.end);
    switch (token.type) {
      case Token::Type::kText:
        if (token.text.empty()) continue;
        part.text = arena_.copy(token.text);
        break;
      case Token::Type::kInterp:
        part.kind = TemplatePart::Kind::kInterp;
        part.value = token.value;
        break;
      case Token::Type::kIf:
      case Token::Type::kFor: {
        if (!host_.enter()) {
          host_.leave();
          return std::nullopt;
        }
        const bool is_if = token.type == Token::Type::kIf;
        part.kind = is_if ? TemplatePart::Kind::kIf : TemplatePart::Kind::kFor;
        part.value = token.value;
        part.key_name = token.key_name;
        part.value_name = token.value_name;
        const std::size_t opened = next++;
        const auto body = build(tokens, next, depth + 1, true);
        if (!body) return std::nullopt;
        part.body = *body;
        if (is_if && next < tokens.size() && tokens[next].type == Token::Type::kElse) {
          ++next;
          const auto otherwise = build(tokens, next, depth + 1, true);
          if (!otherwise) return std::nullopt;
          part.otherwise = *otherwise;
        }
        host_.leave();
        if (next >= tokens.size() || tokens[next].type != (is_if ? Token::Type::kEndIf : Token::Type::kEndFor)) {
          host_.template_error(
              tokens[opened].begin, tokens[opened].end,
              is_if ? "This if directive is not closed: expected %{ endif }." : "This for directive is not closed: expected %{ endfor }.");
          return std::nullopt;
        }
        part.range = host_.template_range(token.begin, tokens[next].end);
        break;
      }
      case Token::Type::kElse:
      case Token::Type::kEndIf:
      case Token::Type::kEndFor:
        if (inside) return arena_.copy(parts);
        host_.template_error(token.begin, token.end, "This directive closes nothing.");
        return std::nullopt;
    }
    parts.push_back(part);
  }
  return arena_.copy(parts);
}

const Expr* TemplateReader::finish(std::vector<Token>& tokens, Template::Form form, std::size_t begin, std::size_t end) {
  std::size_t next = 0;
  const auto parts = build(tokens, next, 0, false);
  if (!parts) return nullptr;
  return arena_.make<Template>(Template{{ExprKind::kTemplate, host_.template_range(begin, end)}, form, *parts});
}

std::optional<std::string_view> TemplateReader::take_plain(std::size_t& at) {
  std::size_t end = at + 1;
  while (end < text_.size() && is_plain(text_[end])) ++end;
  if (end >= text_.size() || text_[end] != '"') return std::nullopt;
  const std::string_view text = text_.substr(at + 1, end - at - 1);
  check_utf8(at + 1, end);
  at = end + 1;
  return text;
}

const Expr* TemplateReader::quoted(std::size_t& at) {
  const std::size_t begin = at;
  if (const auto text = take_plain(at)) {
    Template whole{{ExprKind::kTemplate, host_.template_range(begin, at)}};
    if (!text->empty()) {
      TemplatePart* part = arena_.make<TemplatePart>();
      part->range = host_.template_range(begin + 1, at - 1);
      part->text = *text;
      whole.parts = std::span<const TemplatePart>(part, 1);
    }
    return arena_.make<Template>(whole);
  }
  ++at;
  std::vector<Token> tokens;
  if (!read(at, Ending::kQuote, {}, tokens)) {
    host_.template_error(begin, begin + 1, "This string is not closed.");
    return nullptr;
  }
  ++at;
  return finish(tokens, Template::Form::kQuoted, begin, at);
}

std::optional<std::string_view> TemplateReader::plain_string(std::size_t& at) {
  if (const auto text = take_plain(at)) return text;
  const std::size_t begin = at++;
  std::vector<Token> tokens;
  if (!read(at, Ending::kQuote, {}, tokens)) {
    host_.template_error(begin, begin + 1, "This string is not closed.");
    return std::nullopt;
  }
  ++at;
  if (tokens.empty()) return std::string_view();
  if (tokens.size() > 1 || tokens.front().type != Token::Type::kText) {
    host_.template_error(begin, at, "No template may stand here: labels are plain text.");
    return std::nullopt;
  }
  return arena_.copy(tokens.front().text);
}

const Expr* TemplateReader::heredoc(std::size_t& at) {
  const std::size_t begin = at;
  at += 2;
  const bool indented = at < text_.size() && text_[at] == '-';
  if (indented) ++at;
  const std::size_t marker_begin = at;
  for (std::size_t size = name_character(text_.substr(at), true); size > 0; size = name_character(text_.substr(at), false)) at += size;
  const std::string_view marker = text_.substr(marker_begin, at - marker_begin);
  if (at < text_.size() && text_[at] == '\r') ++at;
  if (marker.empty() || at >= text_.size() || text_[at] != '\n') {
    host_.template_error(marker_begin, std::min(at + 1, text_.size()),
                         "A heredoc begins with << (or <<-), a marker without quotes, and a line break.");
    return nullptr;
  }
  ++at;
  std::vector<Token> tokens;
  if (!read(at, Ending::kHeredoc, marker, tokens)) {
    host_.template_error(begin, marker_begin + marker.size(),
                         "This heredoc is not closed: expected a line with \"" + std::string(marker) + "\" alone.");
    return nullptr;
  }
  at += at_marker(at, marker).value_or(0) + marker.size();
  if (at >= text_.size()) host_.template_complaint(at - marker.size(), at, "The end of a heredoc needs a line break behind it.");

  if (indented) {
    // The least indentation of the lines is taken from each; blank lines do not count.
    std::size_t least = std::numeric_limits<std::size_t>::max();
    std::vector<std::size_t> starts;
    bool line_start = true;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      const bool is_text = tokens[i].type == Token::Type::kText;
      if (std::exchange(line_start, false)) {
        std::size_t indent = 0;
        if (is_text) {
          const std::string& text = tokens[i].text;
          indent = static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is_space) - text.begin());
          if (indent == text.size() && text.ends_with('\n')) indent = std::numeric_limits<std::size_t>::max();
          else starts.push_back(i);
        }
        least = std::min(least, indent);
      }
      if (is_text && tokens[i].text.ends_with('\n')) line_start = true;
    }
    for (const std::size_t i : starts) tokens[i].text.erase(0, std::min(least, tokens[i].text.size()));
  }
  return finish(tokens, indented ? Template::Form::kIndentedHeredoc : Template::Form::kHeredoc, begin, at);
}

const Expr* TemplateReader::bare(std::size_t& at) {
  const std::size_t begin = at;
  std::vector<Token> tokens;
  if (!read(at, Ending::kEndOfText, {}, tokens)) return nullptr;
  return finish(tokens, Template::Form::kHeredoc, begin, at);
}

}  // namespace platlint::hcl
