// SPDX-License-Identifier: Apache-2.0
//
// JSON written as it goes, for what a report has many of: a document of nlohmann's for each finding costs ten times as much. The text is
// the one that nlohmann would dump with an indent of one blank, escaped for output (reports/escape.h).
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace platlint {

class JsonText {
 public:
  // Lines begin with `depth` blanks and one more for each open object or array.
  JsonText(std::string& out, std::size_t depth) : out_(out), depth_(depth) {}

  void begin_object() { begin('{'); }
  void end_object() { end('}'); }
  void begin_array() { begin('['); }
  void end_array() { end(']'); }
  void key(std::string_view name);  // of what is written next
  void text(std::string_view value);
  void number(std::uint64_t value);
  void null();
  void texts(std::span<const std::string_view> values);
  void texts(std::span<const std::string> values);

 private:
  void begin(char bracket);
  void end(char bracket);
  void place();  // before a value: its comma and line, where the key has not made them
  void line();

  std::string& out_;
  std::size_t depth_;
  bool first_ = true;  // in the innermost object or array
  bool keyed_ = true;  // the place of the next value is made
};

// A string of JSON, quotes included.
void append_json_string(std::string& out, std::string_view text);

}  // namespace platlint
