// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cctype>

#include "analyzer/config/keys.h"
#include "analyzer/engine/suppress.h"

namespace platlint {
namespace {

using Scope = IgnoreText::Scope;

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

std::string_view trim(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return out;
}

// The comment without what closes it.
std::string_view content(std::string_view comment) {
  comment = trim(comment);
  for (const std::string_view closer : {"*/", "-->"})
    if (comment.ends_with(closer)) comment = trim(comment.substr(0, comment.size() - closer.size()));
  return comment;
}

// What follows the marker, if the comment has it as a word of its own.
bool find_marker(std::string_view comment, std::string_view marker, std::string_view& rest) {
  for (std::size_t at = comment.find(marker); at != std::string_view::npos; at = comment.find(marker, at + 1)) {
    if (at != 0 && (std::isalnum(static_cast<unsigned char>(comment[at - 1])) != 0 || comment[at - 1] == '-' || comment[at - 1] == '_'))
      continue;
    rest = comment.substr(at + marker.size());
    return true;
  }
  return false;
}

std::string_view take_word(std::string_view& text, std::string_view stops) {
  const std::size_t end = std::min(text.find_first_of(stops), text.size());
  const std::string_view word = text.substr(0, end);
  text.remove_prefix(end);
  return word;
}

std::vector<std::string> split(std::string_view list, std::string_view separators) {
  std::vector<std::string> words;
  while (!list.empty()) {
    if (separators.find(list.front()) != std::string_view::npos) list.remove_prefix(1);
    else words.emplace_back(take_word(list, separators));
  }
  return words;
}

// key=value or key="value with \" in it"; leaves `text` behind it.
std::string take_value(std::string_view& text) {
  std::string value;
  if (text.empty() || text.front() != '"') return std::string(take_word(text, " \t\r\n,"));
  text.remove_prefix(1);
  while (!text.empty() && text.front() != '"') {
    if (text.front() == '\\' && text.size() > 1) text.remove_prefix(1);
    value += text.front();
    text.remove_prefix(1);
  }
  if (!text.empty()) text.remove_prefix(1);
  return value;
}

// platlint:ignore RULE[, RULE] reason="..." [until=YYYY-MM-DD] [owner=NAME]
IgnoreText own(std::string_view rest) {
  IgnoreText ignore;
  bool options = false;  // rules come first
  while (!(rest = trim(rest)).empty()) {
    if (rest.front() == ',') {
      rest.remove_prefix(1);
      continue;
    }
    const std::size_t end = rest.find_first_of(" \t\r\n,=");
    const std::string_view word = rest.substr(0, end);
    const bool assigned = end != std::string_view::npos && rest[end] == '=' &&
                          (end == 0 || (word != "severity" && word != "confidence" && word.find_first_of("<>") == std::string_view::npos));
    if (!assigned) {
      const std::string_view rule = take_word(rest, " \t\r\n,");
      if (!options) ignore.rules.emplace_back(rule);
      else if (ignore.problem.empty()) ignore.problem = "\"" + std::string(rule) + "\" stands where only reason=, until= and owner= may";
      continue;
    }
    options = true;
    rest.remove_prefix(end + 1);
    std::string value = take_value(rest);
    if (word == "reason") ignore.reason = trim(value);
    else if (word == "until") ignore.until = std::move(value);
    else if (word == "owner") ignore.owner = std::move(value);
    else if (ignore.problem.empty()) ignore.problem = "\"" + std::string(word) + "\" is not one of reason, until and owner";
  }
  if (ignore.problem.empty() && !ignore.until.empty() && !has_form(Form::kDate, ignore.until))
    ignore.problem = "\"" + ignore.until + "\" is not a date (YYYY-MM-DD)";
  if (ignore.rules.empty() && ignore.problem.empty()) ignore.problem = "it names no rule";
  return ignore;
}

// ID[attr=value,...][:exp:DATE][:ws:NAME], up to a blank.
IgnoreText trivy(std::string_view rest) {
  IgnoreText ignore;
  ignore.kind = "trivy";
  const std::string_view word = take_word(rest, " \t\r\n,[:");
  ignore.rules.emplace_back(word);
  if (!rest.empty() && rest.front() == '[') {
    rest.remove_prefix(1);
    std::string_view list = take_word(rest, "]");
    if (!rest.empty()) rest.remove_prefix(1);
    while (!list.empty()) {
      std::string_view pair = take_word(list, ",");
      if (!list.empty()) list.remove_prefix(1);
      const std::string_view key = trim(take_word(pair, "="));
      if (!pair.empty()) pair.remove_prefix(1);
      std::string_view value = trim(pair);
      if (value.size() > 1 && (value.front() == '"' || value.front() == '\'') && value.back() == value.front())
        value = value.substr(1, value.size() - 2);
      if (!key.empty()) ignore.only.emplace_back(key, value);
    }
  }
  while (!rest.empty() && rest.front() == ':') {
    rest.remove_prefix(1);
    const std::string_view key = take_word(rest, " \t\r\n:");
    if (rest.empty() || rest.front() != ':') break;
    rest.remove_prefix(1);
    const std::string_view value = take_word(rest, " \t\r\n:");
    if (key == "exp") ignore.until = value;
    // A workspace cannot be known from here, so an ignore for one workspace does not count.
    if (key == "ws") ignore.problem = "it counts in one workspace alone";
  }
  if (!ignore.until.empty() && !has_form(Form::kDate, ignore.until)) ignore.problem = "\"" + ignore.until + "\" is not a date (YYYY-MM-DD)";
  return ignore;
}

void kics(std::string_view rest, bool in_head, std::vector<IgnoreText>& out) {
  rest = trim(rest);
  IgnoreText ignore;
  ignore.kind = "kics";
  const std::string word = lower(std::string(rest.substr(0, std::min(rest.find_first_of(" \t\r\n="), rest.size()))));
  if (word == "ignore-line" || word == "ignore-block") {
    ignore.rules = {"*"};
    ignore.scope = word == "ignore-line" ? Scope::kEitherLine : Scope::kNextBlock;
  } else if (in_head && (word == "ignore" || word == "disable" || word == "enable")) {
    ignore.scope = Scope::kFile;
    ignore.except = word == "enable";
    if (word == "ignore") ignore.rules = {"*"};
    else if (rest.size() > word.size()) ignore.rules = split(rest.substr(word.size() + 1), ", \t\r\n");
  } else {
    return;
  }
  if (!ignore.rules.empty()) out.push_back(std::move(ignore));
}

void tflint(std::string_view rest, bool whole_file, std::vector<IgnoreText>& out) {
  rest = trim(rest);
  if (!rest.empty() && rest.front() == ':') rest.remove_prefix(1);
  IgnoreText ignore;
  ignore.kind = "tflint";
  ignore.scope = whole_file ? Scope::kFile : Scope::kEitherLine;
  const std::size_t hash = rest.find('#');
  ignore.rules = split(rest.substr(0, hash), ", \t\r\n");
  if (hash != std::string_view::npos) ignore.reason = trim(rest.substr(hash + 1));
  std::replace(ignore.rules.begin(), ignore.rules.end(), std::string("all"), std::string("*"));
  if (!ignore.rules.empty()) out.push_back(std::move(ignore));
}

}  // namespace

std::vector<IgnoreText> parse_ignores(std::string_view comment, bool in_head, bool first_line) {
  std::vector<IgnoreText> found;
  comment = content(comment);
  std::string_view rest;
  if (find_marker(comment, "platlint:ignore", rest) && (rest.empty() || is_blank(rest.front()) || rest.front() == ':')) {
    if (!rest.empty() && rest.front() == ':') rest.remove_prefix(1);
    found.push_back(own(rest));
  }
  for (const std::string_view marker : {"checkov:skip=", "bridgecrew:skip=", "cortex:skip="}) {
    if (!find_marker(comment, marker, rest)) continue;
    IgnoreText ignore;
    ignore.kind = "checkov";
    ignore.scope = Scope::kInside;
    ignore.rules = split(take_word(rest, ":\r\n"), ", \t");
    if (!rest.empty() && rest.front() == ':') ignore.reason = trim(rest.substr(1, std::min(rest.find('\n'), rest.size()) - 1));
    if (!ignore.rules.empty()) found.push_back(std::move(ignore));
  }
  const std::string folded = lower(comment);
  for (const std::string_view marker : {"trivy:ignore:", "tfsec:ignore:"}) {
    for (std::size_t at = folded.find(marker); at != std::string::npos; at = folded.find(marker, at + 1)) {
      if (at != 0 && std::isalnum(static_cast<unsigned char>(folded[at - 1])) != 0) continue;
      IgnoreText ignore = trivy(comment.substr(at + marker.size()));
      if (!ignore.rules.front().empty()) found.push_back(std::move(ignore));
    }
  }
  if (find_marker(folded, "kics-scan", rest)) kics(rest, in_head, found);
  if (find_marker(comment, "tflint-ignore-file", rest)) {
    if (first_line) tflint(rest, true, found);
  } else if (find_marker(comment, "tflint-ignore", rest)) {
    tflint(rest, false, found);
  }
  if (find_marker(comment, "zizmor:", rest)) {
    rest = trim(rest);
    if (rest.starts_with("ignore[")) {
      rest.remove_prefix(7);
      IgnoreText ignore;
      ignore.kind = "zizmor";
      ignore.scope = Scope::kLine;
      ignore.rules = split(take_word(rest, "]"), ", \t");
      if (!rest.empty()) ignore.reason = trim(rest.substr(1));
      if (!ignore.rules.empty()) found.push_back(std::move(ignore));
    }
  }
  return found;
}

}  // namespace platlint
