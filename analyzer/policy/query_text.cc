// SPDX-License-Identifier: Apache-2.0
//
// Kyverno's own functions over text: case, replacing, regular expressions (RE2, whose syntax is Go's), encodings.
#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <cctype>

#include "analyzer/eval/build.h"
#include "analyzer/eval/json_value.h"
#include "analyzer/lower/lower.h"
#include "analyzer/policy/quantity.h"
#include "analyzer/policy/query_functions.h"
#include "analyzer/support/glob.h"
#include "grammars/yaml/parser.h"

namespace platlint::policy {
namespace {

using Answer = QueryResult<Value>;
constexpr std::size_t kMaxText = std::size_t{16} << 20U;

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return out;
}
std::string upper(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
  return out;
}

Answer compare_(const Call& c) {
  const int order = c.text(0).compare(c.text(1));
  return Value::number(std::int64_t{order < 0 ? -1 : order > 0 ? 1 : 0});
}
Answer equal_fold(const Call& c) { return Value::boolean(lower(c.text(0)) == lower(c.text(1))); }
Answer to_upper(const Call& c) { return make_string(upper(c.text(0)), c.arena); }
Answer to_lower(const Call& c) { return make_string(lower(c.text(0)), c.arena); }

Answer replaced(const Call& c, double most) {
  const std::string_view text = c.text(0);
  const std::string_view from = c.text(1);
  const std::string_view to = c.text(2);
  if (from.empty()) return c[0];
  std::string out;
  std::size_t at = 0;
  for (double n = 0; most < 0 || n < most; ++n) {
    const std::size_t found = text.find(from, at);
    if (found == std::string_view::npos) break;
    out += text.substr(at, found - at);
    out += to;
    if (out.size() > kMaxText) return query_error("the text grows too long");
    at = found + from.size();
  }
  return make_string(out + std::string(text.substr(at)), c.arena);
}
Answer replace(const Call& c) { return replaced(c, c.number(3)); }
Answer replace_all(const Call& c) { return replaced(c, -1); }

Answer trim(const Call& c) {
  const std::string_view set = c.text(1);
  const std::size_t begin = c.text(0).find_first_not_of(set);
  if (begin == std::string_view::npos) return Value::string("");
  return Value::string(c.text(0).substr(begin, c.text(0).find_last_not_of(set) - begin + 1));
}
Answer trim_prefix(const Call& c) {
  return Value::string(c.text(0).starts_with(c.text(1)) ? c.text(0).substr(c.text(1).size()) : c.text(0));
}

Answer split(const Call& c) {
  std::vector<Value> out;
  std::string_view text = c.text(0);
  const std::string_view by = c.text(1);
  if (by.empty()) {
    for (std::size_t i = 0; i < text.size(); ++i) out.push_back(Value::string(text.substr(i, 1)));
    return make_list(out, c.arena);
  }
  for (std::size_t found = text.find(by); found != std::string_view::npos; found = text.find(by)) {
    out.push_back(Value::string(text.substr(0, found)));
    text.remove_prefix(found + by.size());
  }
  out.push_back(Value::string(text));
  return make_list(out, c.arena);
}

std::string plain_text(const Value& value) {
  return value.is_number() ? go_number(value.as_number().to_double()) : std::string(value.as_string());
}

Answer regex_match(const Call& c) {
  const RE2 regex(std::string(c.text(0)), RE2::Quiet);
  if (!regex.ok()) return query_error("not a regular expression: " + regex.error());
  return Value::boolean(RE2::PartialMatch(plain_text(c[1]), regex));
}

Answer regex_replaced(const Call& c, bool literal) {
  const RE2 regex(std::string(c.text(0)), RE2::Quiet);
  if (!regex.ok()) return query_error("not a regular expression: " + regex.error());
  const std::string source = plain_text(c[1]);
  const std::string raw = plain_text(c[2]);
  std::string to;
  // Go writes $1 and ${1} where RE2 writes \1.
  for (std::size_t i = 0; i < raw.size(); ++i) {
    if (raw[i] == '\\') to += "\\\\";
    else if (raw[i] == '$' && !literal && i + 1 < raw.size()) {
      const bool braced = raw[i + 1] == '{';
      const std::size_t at = i + (braced ? 2 : 1);
      if (at < raw.size() && std::isdigit(static_cast<unsigned char>(raw[at])) != 0) {
        to += '\\';
        to += raw[at];
        i = at + (braced ? 1 : 0);
      } else {
        to += '$';
      }
    } else {
      to += raw[i];
    }
  }
  std::string out = source;
  RE2::GlobalReplace(&out, regex, to);
  return make_string(out, c.arena);
}
Answer regex_replace_all(const Call& c) { return regex_replaced(c, false); }
Answer regex_replace_all_literal(const Call& c) { return regex_replaced(c, true); }

Answer pattern_match(const Call& c) { return Value::boolean(matches_wildcard(c.text(0), plain_text(c[1]))); }

// Does the map of labels hold all of the selector's?
Answer label_match(const Call& c) {
  for (const Member& wanted : c[0].members()) {
    const Value have = c[1][wanted.key];
    if (have.is_missing() || have.text() != wanted.value.text()) return Value::boolean(false);
  }
  return Value::boolean(true);
}

Answer to_boolean(const Call& c) {
  const std::string text = lower(c.text(0));
  if (text != "true" && text != "false") return query_error("to_boolean() takes \"true\" or \"false\"");
  return Value::boolean(text == "true");
}

Answer truncate(const Call& c) {
  const double length = c.number(1);
  return Value::string(c.text(0).substr(0, length <= 0 ? 0 : static_cast<std::size_t>(std::min(length, 1e9))));
}

constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

Answer base64_encode(const Call& c) {
  std::string out;
  const std::string_view in = c.text(0);
  for (std::size_t i = 0; i < in.size(); i += 3) {
    std::uint32_t bits = 0;
    for (std::size_t k = 0; k < 3; ++k) bits = (bits << 8U) | (i + k < in.size() ? static_cast<unsigned char>(in[i + k]) : 0U);
    for (std::size_t k = 0; k < 4; ++k) out += i + k <= in.size() ? kAlphabet[(bits >> (18 - 6 * k)) & 63U] : '=';
  }
  return make_string(out, c.arena);
}

Answer base64_decode(const Call& c) {
  std::string out;
  std::uint32_t bits = 0;
  unsigned have = 0;
  for (const char ch : c.text(0)) {
    if (ch == '=' || ch == '\n' || ch == '\r') continue;
    const std::size_t at = kAlphabet.find(ch);
    if (at == std::string_view::npos) return query_error("not base64");
    bits = (bits << 6U) | static_cast<std::uint32_t>(at);
    have += 6;
    if (have >= 8) {
      have -= 8;
      out += static_cast<char>((bits >> have) & 0xFFU);
    }
  }
  return make_string(out, c.arena);
}

Answer parse_json_(const Call& c) {
  const auto value = read_json(c.text(0), c.arena);
  if (!value) return query_error("parse_json(): " + value.error().message);
  return *value;
}

Answer parse_yaml_(const Call& c) {
  // Ranges of the text inside a value mean nothing outside it, so none are kept.
  const SourceFile file(kNoFile, "parse_yaml", std::string(c.text(0)));
  Arena scratch;
  Diagnostics diagnostics;
  const yaml::File* tree = yaml::parse(file, scratch, diagnostics);
  if (!diagnostics.empty()) return query_error("parse_yaml(): " + diagnostics.front().message);
  if (tree->documents.empty() || tree->documents.front().root == nullptr) return Value::null();
  std::string json;
  write_json(to_value(*tree->documents.front().root, scratch), json);
  const auto value = read_json(c.arena.copy(json), c.arena);
  return value ? *value : Value::null();
}

Answer path_canonicalize(const Call& c) {
  std::vector<std::string_view> parts;
  std::string_view path = c.text(0);
  const bool rooted = path.starts_with('/');
  while (!path.empty()) {
    const std::size_t slash = std::min(path.find('/'), path.size());
    const std::string_view part = path.substr(0, slash);
    path.remove_prefix(std::min(slash + 1, path.size()));
    if (part.empty() || part == ".") continue;
    if (part == ".." && !parts.empty() && parts.back() != "..") parts.pop_back();
    else if (part != ".." || !rooted) parts.push_back(part);
  }
  std::string out = rooted ? "/" : "";
  for (std::size_t i = 0; i < parts.size(); ++i) out += (i == 0 ? "" : "/") + std::string(parts[i]);
  return make_string(out.empty() ? "." : out, c.arena);
}

}  // namespace

std::span<const QueryFunction> kyverno_text_functions() {
  constexpr std::uint16_t kText = kStringType | kNumberType;
  static const std::vector<QueryFunction> functions = {
      {"compare", {kStringType, kStringType}, false, false, compare_},
      {"equal_fold", {kStringType, kStringType}, false, false, equal_fold},
      {"to_upper", {kStringType}, false, false, to_upper},
      {"to_lower", {kStringType}, false, false, to_lower},
      {"replace", {kStringType, kStringType, kStringType, kNumberType}, false, false, replace},
      {"replace_all", {kStringType, kStringType, kStringType}, false, false, replace_all},
      {"trim", {kStringType, kStringType}, false, false, trim},
      {"trim_prefix", {kStringType, kStringType}, false, false, trim_prefix},
      {"split", {kStringType, kStringType}, false, false, split},
      {"regex_match", {kStringType, kText}, false, false, regex_match},
      {"regex_replace_all", {kStringType, kText, kText}, false, false, regex_replace_all},
      {"regex_replace_all_literal", {kStringType, kText, kText}, false, false, regex_replace_all_literal},
      {"pattern_match", {kStringType, kText}, false, false, pattern_match},
      {"label_match", {kMapType, kMapType}, false, false, label_match},
      {"to_boolean", {kStringType}, false, false, to_boolean},
      {"truncate", {kStringType, kNumberType}, false, false, truncate},
      {"base64_encode", {kStringType}, false, false, base64_encode},
      {"base64_decode", {kStringType}, false, false, base64_decode},
      {"parse_json", {kStringType}, false, false, parse_json_},
      {"parse_yaml", {kStringType}, false, false, parse_yaml_},
      {"path_canonicalize", {kStringType}, false, false, path_canonicalize},
  };
  return functions;
}

}  // namespace platlint::policy
