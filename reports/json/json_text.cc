// SPDX-License-Identifier: Apache-2.0
#include "reports/json/json_text.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "reports/escape.h"

namespace platlint {

void append_json_string(std::string& out, std::string_view text) {
  const auto is_plain = [](char c) { return c >= ' ' && c < 0x7f && c != '"' && c != '\\'; };
  if (std::all_of(text.begin(), text.end(), is_plain)) {
    out.append(1, '"').append(text).append(1, '"');
    return;
  }
  const nlohmann::json value(text);
  out += escape_json_output(value.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
}

void JsonText::line() { out_.append(1, '\n').append(depth_, ' '); }

void JsonText::place() {
  if (std::exchange(keyed_, false)) return;
  if (!std::exchange(first_, false)) out_ += ',';
  line();
}

void JsonText::begin(char bracket) {
  place();
  out_ += bracket;
  ++depth_;
  first_ = true;
}

void JsonText::end(char bracket) {
  --depth_;
  if (!std::exchange(first_, false)) line();
  out_ += bracket;
}

void JsonText::key(std::string_view name) {
  place();
  append_json_string(out_, name);
  out_ += ": ";
  keyed_ = true;
}

void JsonText::text(std::string_view value) {
  place();
  append_json_string(out_, value);
}

void JsonText::number(std::uint64_t value) {
  place();
  out_ += std::to_string(value);
}

void JsonText::null() {
  place();
  out_ += "null";
}

void JsonText::texts(std::span<const std::string_view> values) {
  begin_array();
  for (const std::string_view value : values) text(value);
  end_array();
}

void JsonText::texts(std::span<const std::string> values) {
  begin_array();
  for (const std::string& value : values) text(value);
  end_array();
}

}  // namespace platlint
