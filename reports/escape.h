// SPDX-License-Identifier: Apache-2.0
//
// Text from a scanned repository is hostile until it is escaped for the place where it goes: a terminal obeys control characters, a
// reader is misled by bidirectional overrides, a Markdown page by markup, a spreadsheet by formulas. Every function here takes any
// bytes and gives valid UTF-8.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace platlint {

inline constexpr std::uint32_t kInvalidByte = 0xffffffffU;

// Reads the code point at `at` and moves `at` past it. A byte that is not UTF-8 gives kInvalidByte and moves by one.
std::uint32_t next_code_point(std::string_view text, std::size_t& at);
void append_code_point(std::string& out, std::uint32_t code_point);

// C0 and C1 controls, bidirectional controls, zero-width and line separators, the byte order mark, tags: what changes how other text is
// shown.
bool is_unprintable(std::uint32_t code_point);

// For terminals and plain text on one line: unprintable characters as \u{202e}, bytes that are not UTF-8 as \xff, tabs as one blank.
std::string escape_plain(std::string_view text);
// Unprintable characters dropped for U+FFFD, also line breaks unless `keep_lines`.
std::string replace_unprintable(std::string_view text, bool keep_lines = false);
// XML 1.0 text and attribute values.
std::string escape_xml(std::string_view text, bool keep_lines = false);
// Markdown text: markup and HTML become harmless, mentions and links do not fire; one line.
std::string escape_markdown(std::string_view text);
// Inline code with a fence longer than any run of backticks inside.
std::string markdown_code(std::string_view text);
// GitHub workflow commands.
std::string escape_command_data(std::string_view text);
std::string escape_command_property(std::string_view text);
// A cell of RFC 4180; a leading = + - @ is disarmed by an apostrophe.
std::string escape_csv(std::string_view text);
// A path as a relative URI reference (RFC 3986).
std::string uri_path(std::string_view path);
// Serialised JSON in which C1, bidirectional and other unprintable characters are written as \uXXXX.
std::string escape_json_output(std::string_view json);

}  // namespace platlint
