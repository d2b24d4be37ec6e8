// SPDX-License-Identifier: Apache-2.0
//
// Policies are often written as JSON inside a template: a heredoc with "${aws_s3_bucket.b.arn}/*" in it. The text as a whole is unknown
// as soon as one account number is, though all but a few of its strings are plain. So while a template is put together, the pieces are
// remembered with their places; each unknown one leaves a marker in the text, which is then read as JSON, and strings with markers in
// them become unknown strings with a beginning and an end. Positions in the text are mapped back through the pieces.
//
// A comma too many at the end of a list is read over: AWS refuses the text, but what is meant is plain.
//
// The reader is nlohmann's, driven through an iterator that counts: at each event the count tells where the token ends.
#include "analyzer/eval/json_text.h"

#include <algorithm>
#include <cstdlib>
#include <iterator>
#include <nlohmann/json.hpp>

#include "analyzer/eval/build.h"

namespace platlint {
namespace {

// A marker is the number of the hole between two characters of the private use area, which no policy has.
constexpr std::string_view kOpen = "\xEE\x80\x80";
constexpr std::string_view kClose = "\xEE\x80\x81";
constexpr std::string_view kWhole = "v";  // behind kOpen: the hole stands in the place of a value, not inside a string

class Counting {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  Counting(const char* at, const char** seen) : at_(at), seen_(seen) {}
  reference operator*() const { return *at_; }
  Counting& operator++() {
    *seen_ = ++at_;
    return *this;
  }
  Counting operator++(int) {
    Counting before = *this;
    ++*this;
    return before;
  }
  friend bool operator!=(const Counting& a, const Counting& b) { return a.at_ != b.at_; }

 private:
  const char* at_;
  const char** seen_;
};

}  // namespace

class JsonTextReader : public nlohmann::json_sax<nlohmann::json> {
 public:
  JsonTextReader(const JsonText& source, Arena& arena) : source_(source), arena_(arena), seen_(source.text_.data()) {}

  std::optional<Value> read() {
    const char* begin = source_.text_.data();
    const char* end = begin + source_.text_.size();
    if (!nlohmann::json::sax_parse(Counting(begin, &seen_), Counting(end, &seen_), this)) return std::nullopt;
    return result_;
  }

  bool null() override { return add(Value::null(), token()); }
  bool boolean(bool b) override { return add(Value::boolean(b), token()); }
  bool number_integer(number_integer_t n) override { return add(Value::number(static_cast<std::int64_t>(n)), number_token()); }
  bool number_unsigned(number_unsigned_t n) override { return number(std::to_string(n)); }
  bool number_float(number_float_t, const string_t& text) override { return number(text); }
  bool string(string_t& text) override {
    const SourceRange where = token();
    return add(resolved(text), where);
  }
  bool binary(binary_t&) override { return false; }
  bool start_object(std::size_t) override {
    if (!open()) return false;
    levels_.back().object = true;
    return true;
  }
  bool start_array(std::size_t) override { return open(); }
  bool key(string_t& text) override {
    levels_.back().key_range = token();
    // Under a key that cannot be known there may be anything.
    levels_.back().unknown_key = text.find(kOpen) != std::string::npos;
    levels_.back().open = levels_.back().open || levels_.back().unknown_key;
    levels_.back().key = arena_.copy(text);
    return true;
  }
  bool end_object() override {
    return close([&](Level& level) { return make_map(std::move(level.members), arena_); });
  }
  bool end_array() override {
    return close([&](Level& level) { return make_list(level.items, arena_); });
  }
  bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception&) override { return false; }

 private:
  struct Level {
    std::vector<Value> items = {};
    std::vector<Member> members = {};
    std::string_view key = {};
    SourceRange key_range = {};
    std::size_t begin = 0;
    bool object = false;
    bool unknown_key = false;
    bool open = false;
  };

  std::size_t position() const { return static_cast<std::size_t>(seen_ - source_.text_.data()); }

  // The range from the first byte behind the last token to `end`.
  SourceRange up_to(std::size_t end) {
    std::size_t begin = last_;
    while (begin < end && std::string_view(" \t\r\n,:").find(source_.text_[begin]) != std::string_view::npos) ++begin;
    last_ = end;
    return source_.place(begin, end);
  }
  SourceRange token() { return up_to(position()); }
  // The lexer has read one character further to see where a number ends.
  SourceRange number_token() {
    std::size_t end = position();
    const auto part = [&](char c) { return (c >= '0' && c <= '9') || c == '.' || c == 'e' || c == 'E' || c == '+' || c == '-'; };
    while (end > last_ && !part(source_.text_[end - 1])) --end;
    return up_to(end);
  }

  bool open() {
    if (levels_.size() >= 200) return false;
    last_ = position();
    levels_.push_back({.begin = last_ - 1});
    return true;
  }
  template <class Make>
  bool close(Make&& make) {
    Level level = std::move(levels_.back());
    levels_.pop_back();
    last_ = position();
    const Value made = make(level);
    return add(level.open ? made.as_open() : made, source_.place(level.begin, last_));
  }
  bool number(const std::string& text) {
    const auto n = Number::parse(text, arena_);
    return n && add(Value::number(*n), number_token());
  }
  bool add(const Value& value, SourceRange where) {
    const Value placed = value.used_at(where);
    if (levels_.empty()) {
      result_ = placed;
    } else if (!levels_.back().object) {
      levels_.back().items.push_back(placed);
    } else if (!levels_.back().unknown_key) {
      levels_.back().members.push_back({levels_.back().key, levels_.back().key_range, placed});
    }
    return true;
  }

  // The hole whose marker begins at `at`, and where the marker ends; null when there is none.
  const Value* hole_at(std::string_view text, std::size_t at, std::size_t& end) const {
    end = text.find(kClose, at);
    if (end == std::string_view::npos) return nullptr;
    const std::size_t digits = at + kOpen.size() + (text.substr(at + kOpen.size()).starts_with(kWhole) ? 1 : 0);
    const std::size_t index = std::strtoul(std::string(text.substr(digits, end - digits)).c_str(), nullptr, 10);
    end += kClose.size();
    return index < source_.holes_.size() ? &source_.holes_[index] : nullptr;
  }

  // A text with markers as an unknown one.
  Value resolved(const std::string& text) {
    std::size_t at = text.find(kOpen);
    std::size_t end = 0;
    const Value* hole = at == std::string::npos ? nullptr : hole_at(text, at, end);
    if (hole == nullptr) return make_string(text, arena_);
    UnknownInfo info;
    if (hole->is_unknown()) {
      info.cause = hole->unknown_info().cause;
      info.cause_range = hole->unknown_info().cause_range;
    }
    if (std::string_view(text).substr(kOpen.size()).starts_with(kWhole)) {
      if (hole->encoded() != nullptr) return *hole->encoded();
      // In a list it may stand for several elements.
      if (!levels_.empty() && !levels_.back().object) levels_.back().open = true;
      return Value::unknown(arena_.make<UnknownInfo>(info)).with_refs(hole->refs_handle()).with_marks(hole->marks());
    }
    info.type = Type::string();
    info.not_null = true;
    info.prefix = arena_.copy(text.substr(0, at) + std::string(hole->is_unknown() ? hole->unknown_info().prefix : std::string_view()));
    const Refs* refs = nullptr;
    Mark marks = Mark::kNone;
    for (; at != std::string::npos; at = text.find(kOpen, end)) {
      const Value* next = hole_at(text, at, end);
      if (next == nullptr) break;
      hole = next;
      refs = join_refs(refs, hole->refs_handle(), arena_);
      marks = marks | hole->marks();
    }
    const std::string tail = end < text.size() ? text.substr(end) : std::string();
    info.suffix = tail.empty() && hole->is_unknown() ? hole->unknown_info().suffix : arena_.copy(tail);
    return Value::unknown(arena_.make<UnknownInfo>(info)).with_refs(refs).with_marks(marks);
  }

  const JsonText& source_;
  Arena& arena_;
  const char* seen_;
  std::size_t last_ = 0;
  std::vector<Level> levels_;
  Value result_;
};

void JsonText::add(std::string_view text, SourceRange where, bool exact) {
  if (text.empty()) return;
  pieces_.push_back({text_.size(), where, exact});
  text_ += text;
  // Are we inside a string behind this piece?
  for (const char c : text) {
    if (escaped_) escaped_ = false;
    else if (c == '\\') escaped_ = in_string_;
    else if (c == '"') in_string_ = !in_string_;
  }
}

void JsonText::add_lines(std::string_view text, SourceRange where, std::size_t indent, bool at_line_start) {
  std::uint32_t at = where.begin;
  bool starts = at_line_start;
  while (!text.empty()) {
    const std::size_t newline = text.find('\n');
    const std::string_view line = text.substr(0, newline == std::string_view::npos ? newline : newline + 1);
    if (starts) at += static_cast<std::uint32_t>(indent);
    const auto end = static_cast<std::uint32_t>(at + line.size());
    add(line, {where.file, at, end}, true);
    at = end;
    starts = true;
    text.remove_prefix(line.size());
  }
}

void JsonText::add_unknown(const Value& hole, SourceRange where) {
  const bool quoted = in_string_;
  const std::string marker = std::string(kOpen) + std::string(quoted ? "" : kWhole) + std::to_string(holes_.size()) + std::string(kClose);
  holes_.push_back(hole);
  add(quoted ? marker : "\"" + marker + "\"", where, false);
  in_string_ = quoted;
}

SourceRange JsonText::place(std::size_t begin, std::size_t end) const {
  const auto piece_at = [&](std::size_t offset) {
    const auto behind =
        std::upper_bound(pieces_.begin(), pieces_.end(), offset, [](std::size_t o, const Piece& p) { return o < p.offset; });
    return behind == pieces_.begin() ? behind : std::prev(behind);
  };
  if (pieces_.empty() || begin >= end) return {};
  const Piece& first = *piece_at(begin);
  const Piece& last = *piece_at(end - 1);
  const std::uint32_t from = first.exact ? first.where.begin + static_cast<std::uint32_t>(begin - first.offset) : first.where.begin;
  const std::uint32_t to = last.exact ? last.where.begin + static_cast<std::uint32_t>(end - last.offset) : last.where.end;
  if (first.where.file != last.where.file || to < from) return first.where;
  return {first.where.file, from, to};
}

std::optional<Value> JsonText::read(Arena& arena) const {
  if (text_.size() > kMaxJsonText || !looks_like_json(text_)) return std::nullopt;
  if (auto value = JsonTextReader(*this, arena).read()) return value;
  JsonText mended = *this;
  if (!mended.blank_trailing_commas()) return std::nullopt;
  return JsonTextReader(mended, arena).read();
}

bool JsonText::blank_trailing_commas() {
  bool found = false;
  bool in_string = false;
  std::size_t comma = std::string::npos;  // the last one that only space follows
  for (std::size_t i = 0; i < text_.size(); ++i) {
    const char c = text_[i];
    if (in_string) {
      if (c == '\\') ++i;
      else if (c == '"') in_string = false;
      continue;
    }
    if ((c == ']' || c == '}') && comma != std::string::npos) {
      text_[comma] = ' ';
      found = true;
    }
    if (c == '"') in_string = true;
    if (c == ',') comma = i;
    else if (std::string_view(" \t\r\n").find(c) == std::string_view::npos) comma = std::string::npos;
  }
  return found;
}

bool looks_like_json(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  return first != std::string_view::npos && (text[first] == '{' || text[first] == '[');
}

std::optional<Value> read_json_file(const SourceFile& file, Arena& arena) {
  JsonText json;
  if (file.text().size() > kMaxJsonText || !looks_like_json(file.text())) return std::nullopt;
  json.add(file.text(), file.whole(), true);
  return json.read(arena);
}

}  // namespace platlint
