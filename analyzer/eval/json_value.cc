// SPDX-License-Identifier: Apache-2.0
#include "analyzer/eval/json_value.h"

#include <cstdio>
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "analyzer/eval/build.h"

namespace platlint {
namespace {

void write_text(std::string_view text, std::string& out) {
  out += '"';
  for (const char c : text) {
    const auto u = static_cast<unsigned char>(c);
    switch (c) {
      case '"': out += "\\\""; break;
      case '\\': out += "\\\\"; break;
      case '\n': out += "\\n"; break;
      case '\r': out += "\\r"; break;
      case '\t': out += "\\t"; break;
      default:
        if (u < 0x20 || c == '<' || c == '>' || c == '&') {
          char code[8];
          std::snprintf(code, sizeof code, "\\u%04x", u);
          out += code;
        } else {
          out += c;
        }
    }
  }
  out += '"';
}

// What stands for a hole while the parser runs: its number between two of these characters, which nobody uses.
constexpr std::string_view kHole = "\xEF\xBF\xBE";            // U+FFFE
constexpr std::string_view kValueHole = "\xEF\xBF\xBEvalue:";  // begins one that is no part of a string

// The text with its holes marked; one outside of strings becomes a string of its own.
std::string mark_holes(std::string_view text, std::span<const TextHole> holes) {
  std::string out;
  bool quoted = false;
  std::size_t next = 0;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    for (; next < holes.size() && holes[next].at <= i; ++next) {
      if (!quoted) out += '"';
      out += std::string(quoted ? kHole : kValueHole) + std::to_string(next) + std::string(kHole);
      if (!quoted) out += '"';
    }
    if (i == text.size()) break;
    out += text[i];
    if (quoted && text[i] == '\\' && i + 1 < text.size() && (next >= holes.size() || holes[next].at > i + 1)) out += text[++i];
    else if (text[i] == '"') quoted = !quoted;
  }
  return out;
}

// Builds values from nlohmann's parse events, which keep the digits of numbers.
class Reader : public nlohmann::json_sax<nlohmann::json> {
 public:
  explicit Reader(Arena& arena, std::span<const TextHole> holes = {}) : arena_(arena), holes_(holes) {}

  bool null() override { return add(Value::null()); }
  bool boolean(bool b) override { return add(Value::boolean(b)); }
  bool number_integer(number_integer_t n) override { return add(Value::number(static_cast<std::int64_t>(n))); }
  bool number_unsigned(number_unsigned_t n) override { return number(std::to_string(n)); }
  bool number_float(number_float_t, const string_t& text) override { return number(text); }
  bool string(string_t& text) override {
    const TextHole* hole = first_hole(text);
    if (hole == nullptr) return add(make_string(text, arena_));
    const UnknownInfo& unknown = hole->value.unknown_info();
    const std::size_t begin = text.find(kHole);
    const std::size_t end = text.rfind(kHole) + kHole.size();
    const bool whole = text.starts_with(kValueHole);
    if (whole && unknown.encoded != nullptr) return add(*unknown.encoded);
    // In a list it may stand for several elements.
    if (whole && !levels_.empty() && !levels_.back().object) levels_.back().open = true;
    UnknownInfo info{.cause = unknown.cause, .cause_range = unknown.cause_range};
    if (!whole) {
      info.prefix = arena_.copy(text.substr(0, begin) + std::string(unknown.prefix));
      info.suffix = arena_.copy(std::string_view(text).substr(end));
      info.type = Type::string();
      info.not_null = true;
    }
    return add(Value::unknown(arena_.make<UnknownInfo>(info)).with_refs(hole->value.refs_handle()));
  }
  bool binary(binary_t&) override { return false; }
  bool start_object(std::size_t) override {
    if (!open()) return false;
    levels_.back().object = true;
    return true;
  }
  bool start_array(std::size_t) override { return open(); }
  bool key(string_t& text) override {
    levels_.back().unknown_key = first_hole(text) != nullptr;
    levels_.back().open = levels_.back().open || levels_.back().unknown_key;
    levels_.back().key = arena_.copy(text);
    return true;
  }
  bool end_object() override {
    Level level = std::move(levels_.back());
    levels_.pop_back();
    const Value map = make_map(std::move(level.members), arena_);
    return add(level.open ? map.as_open() : map);
  }
  bool end_array() override {
    Level level = std::move(levels_.back());
    levels_.pop_back();
    const Value list = make_list(level.items, arena_);
    return add(level.open ? list.as_open() : list);
  }
  bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception& error) override {
    error_ = error.what();
    if (const std::size_t at = error_.find("] "); at != std::string::npos) error_ = error_.substr(at + 2);
    return false;
  }
  const Value& result() const { return result_; }
  const std::string& error() const { return error_; }

 private:
  struct Level {
    std::vector<Value> items;
    std::vector<Member> members;
    std::string_view key;
    bool object = false;
    bool unknown_key = false;
    bool open = false;
  };

  const TextHole* first_hole(std::string_view text) const {
    if (holes_.empty()) return nullptr;
    const std::size_t at = text.find(kHole);
    if (at == std::string_view::npos) return nullptr;
    const std::size_t digits_at = at + (text.substr(at).starts_with(kValueHole) ? kValueHole : kHole).size();
    const std::string digits(text.substr(digits_at, 12));
    const std::size_t number = std::strtoul(digits.c_str(), nullptr, 10);
    return number < holes_.size() && holes_[number].value.is_unknown() ? &holes_[number] : nullptr;
  }

  bool open() {
    if (levels_.size() >= 512) {
      error_ = "nested too deeply";
      return false;
    }
    levels_.emplace_back();
    return true;
  }
  bool number(const std::string& text) {
    const auto n = Number::parse(text, arena_);
    if (!n) error_ = "a number has too many digits";
    return n && add(Value::number(*n));
  }
  bool add(const Value& value) {
    if (levels_.empty()) {
      result_ = value;
    } else if (levels_.back().object) {
      if (!levels_.back().unknown_key) levels_.back().members.push_back({levels_.back().key, {}, value});
    } else {
      levels_.back().items.push_back(value);
    }
    return true;
  }

  Arena& arena_;
  std::span<const TextHole> holes_;
  std::vector<Level> levels_;
  Value result_;
  std::string error_;
};

}  // namespace

bool write_json(const Value& value, std::string& out) {
  switch (value.kind()) {
    case ValueKind::kUnknown: return false;
    case ValueKind::kString: write_text(value.as_string(), out); return true;
    case ValueKind::kNumber:
    case ValueKind::kBool: out += *value.text(); return true;
    case ValueKind::kList: {
      out += '[';
      bool first = true;
      for (const Value& item : value.items()) {
        if (!std::exchange(first, false)) out += ',';
        if (!write_json(item, out)) return false;
      }
      if (value.is_open()) return false;
      out += ']';
      return true;
    }
    case ValueKind::kMap: {
      if (value.is_open()) return false;
      out += '{';
      bool first = true;
      for (const Member& member : value.members()) {
        if (!std::exchange(first, false)) out += ',';
        write_text(member.key, out);
        out += ':';
        if (!write_json(member.value, out)) return false;
      }
      out += '}';
      return true;
    }
    default: out += "null"; return true;
  }
}

Result<Value> read_json(std::string_view text, Arena& arena) {
  Reader reader(arena);
  if (!nlohmann::json::sax_parse(text, &reader)) return fail(reader.error());
  return reader.result();
}

Result<Value> read_json(std::string_view text, std::span<const TextHole> holes, Arena& arena) {
  Reader reader(arena, holes);
  if (!nlohmann::json::sax_parse(mark_holes(text, holes), &reader)) return fail(reader.error());
  return reader.result();
}

}  // namespace platlint
