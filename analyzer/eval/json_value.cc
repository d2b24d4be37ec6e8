// SPDX-License-Identifier: Apache-2.0
#include "analyzer/eval/json_value.h"

#include <cstdio>
#include <nlohmann/json.hpp>

#include "analyzer/eval/build.h"

namespace platlint {
namespace {

void write_text(std::string_view text, std::string& out) {
  out += '"';
  for (const char c : text) {
    const auto u = static_cast<unsigned char>(c);
    switch (c) {
      case '"':
        out += "\\\"";
        break;
      case '\\':
        out += "\\\\";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\r':
        out += "\\r";
        break;
      case '\t':
        out += "\\t";
        break;
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

// Builds values from nlohmann's parse events, which keep the digits of numbers.
class Reader : public nlohmann::json_sax<nlohmann::json> {
 public:
  Reader(Arena& arena, KeyOrder order) : arena_(arena), order_(order) {}

  bool null() override { return add(Value::null()); }
  bool boolean(bool b) override { return add(Value::boolean(b)); }
  bool number_integer(number_integer_t n) override { return add(Value::number(static_cast<std::int64_t>(n))); }
  bool number_unsigned(number_unsigned_t n) override { return number(std::to_string(n)); }
  bool number_float(number_float_t, const string_t& text) override { return number(text); }
  bool string(string_t& text) override { return add(make_string(text, arena_)); }
  bool binary(binary_t&) override { return false; }
  bool start_object(std::size_t) override { return open(); }
  bool start_array(std::size_t) override { return open(); }
  bool key(string_t& text) override {
    levels_.back().key = arena_.copy(text);
    return true;
  }
  bool end_object() override {
    Level level = std::move(levels_.back());
    levels_.pop_back();
    return add(order_ == KeyOrder::kWritten ? Value::map(arena_.copy(level.members)) : make_map(std::move(level.members), arena_));
  }
  bool end_array() override {
    Level level = std::move(levels_.back());
    levels_.pop_back();
    return add(make_list(level.items, arena_));
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
  };

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
    } else if (levels_.back().key.data() != nullptr) {
      levels_.back().members.push_back({levels_.back().key, {}, value});
    } else {
      levels_.back().items.push_back(value);
    }
    return true;
  }

  Arena& arena_;
  KeyOrder order_;
  std::vector<Level> levels_;
  Value result_;
  std::string error_;
};

}  // namespace

bool write_json(const Value& value, std::string& out) {
  switch (value.kind()) {
    case ValueKind::kUnknown:
      return false;
    case ValueKind::kString:
      write_text(value.as_string(), out);
      return true;
    case ValueKind::kNumber:
    case ValueKind::kBool:
      out += *value.text();
      return true;
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
    default:
      out += "null";
      return true;
  }
}

Result<Value> read_json(std::string_view text, Arena& arena, KeyOrder order) {
  Reader reader(arena, order);
  if (!nlohmann::json::sax_parse(text, &reader)) return fail(reader.error());
  return reader.result();
}

const Value* json_of(std::string_view text, Arena& arena) {
  if (!text.starts_with('{')) return nullptr;
  const auto read = read_json(text, arena);
  return read ? arena.make<Value>(*read) : nullptr;
}

}  // namespace platlint
