// SPDX-License-Identifier: Apache-2.0
#include "reports/escape.h"

#include <algorithm>
#include <array>

namespace platlint {
namespace {

constexpr std::string_view kHex = "0123456789abcdef";

void append_hex(std::string& out, std::uint32_t value, int least_digits) {
  for (int shift = 28; shift >= 0; shift -= 4) {
    if ((value >> shift) == 0 && shift / 4 >= least_digits) continue;
    out += kHex[(value >> shift) & 15U];
  }
}

}  // namespace

std::uint32_t next_code_point(std::string_view text, std::size_t& at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const std::uint32_t lead = byte(at);
  if (lead < 0x80U) {
    ++at;
    return lead;
  }
  const std::size_t length = lead >= 0xf0U && lead < 0xf5U ? 4 : lead >= 0xe0U && lead < 0xf0U ? 3 : lead >= 0xc2U && lead < 0xe0U ? 2 : 0;
  if (length == 0 || at + length > text.size()) {
    ++at;
    return kInvalidByte;
  }
  std::uint32_t code = lead & (0xffU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(at + i) & 0xc0U) != 0x80U) {
      ++at;
      return kInvalidByte;
    }
    code = (code << 6) | (byte(at + i) & 0x3fU);
  }
  const bool overlong = (length == 3 && code < 0x800U) || (length == 4 && code < 0x10000U);
  if (overlong || code > 0x10ffffU || (code >= 0xd800U && code < 0xe000U)) {
    ++at;
    return kInvalidByte;
  }
  at += length;
  return code;
}

void append_code_point(std::string& out, std::uint32_t code) {
  const auto add = [&](std::uint32_t byte) { out += static_cast<char>(static_cast<unsigned char>(byte)); };
  if (code < 0x80U) {
    add(code);
  } else if (code < 0x800U) {
    add(0xc0U | (code >> 6));
    add(0x80U | (code & 0x3fU));
  } else if (code < 0x10000U) {
    add(0xe0U | (code >> 12));
    add(0x80U | ((code >> 6) & 0x3fU));
    add(0x80U | (code & 0x3fU));
  } else {
    add(0xf0U | (code >> 18));
    add(0x80U | ((code >> 12) & 0x3fU));
    add(0x80U | ((code >> 6) & 0x3fU));
    add(0x80U | (code & 0x3fU));
  }
}

bool is_unprintable(std::uint32_t code) {
  return code < 0x20U || (code >= 0x7fU && code < 0xa0U) || code == 0xadU || code == 0x61cU || code == 0x180eU ||
         (code >= 0x200bU && code <= 0x200fU) || (code >= 0x2028U && code <= 0x202eU) || (code >= 0x2060U && code <= 0x206fU) ||
         code == 0xfeffU || (code >= 0xfff0U && code <= 0xfffbU) || (code & 0xfffeU) == 0xfffeU || (code >= 0xfdd0U && code <= 0xfdefU) ||
         (code >= 0xe0000U && code <= 0xe0fffU);
}

std::string escape_plain(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t before = at;
    const std::uint32_t code = next_code_point(text, at);
    if (code == kInvalidByte) {
      out += "\\x";
      append_hex(out, static_cast<unsigned char>(text[before]), 2);
    } else if (code == '\n') {
      out += "\\n";
    } else if (code == '\r') {
      out += "\\r";
    } else if (code == '\t') {
      out += ' ';
    } else if (is_unprintable(code)) {
      out += "\\u{";
      append_hex(out, code, 1);
      out += '}';
    } else {
      out += text.substr(before, at - before);
    }
  }
  return out;
}

std::string replace_unprintable(std::string_view text, bool keep_lines) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t before = at;
    const std::uint32_t code = next_code_point(text, at);
    if (code == '\n' || code == '\r' || code == '\t') {
      if (keep_lines && code != '\r') out += static_cast<char>(code);
      else if (!keep_lines && (out.empty() || out.back() != ' ')) out += ' ';
    } else if (code == kInvalidByte || is_unprintable(code)) {
      append_code_point(out, 0xfffdU);
    } else {
      out += text.substr(before, at - before);
    }
  }
  return out;
}

std::string escape_xml(std::string_view text, bool keep_lines) {
  std::string out;
  for (const char c : replace_unprintable(text, keep_lines)) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string escape_markdown(std::string_view text) {
  std::string out;
  for (const char c : replace_unprintable(text)) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      // An entity keeps a mention, an issue link or an autolink from being recognised.
      case '@':
        out += "&#64;";
        break;
      case '#':
        out += "&#35;";
        break;
      case ':':
        out += "&#58;";
        break;
      case '\\':
      case '`':
      case '*':
      case '_':
      case '{':
      case '}':
      case '[':
      case ']':
      case '(':
      case ')':
      case '!':
      case '|':
      case '~':
      case '$':
      case '+':
        out += '\\';
        out += c;
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string markdown_code(std::string_view text) {
  std::string clean = replace_unprintable(text);
  std::size_t longest = 0;
  std::size_t run = 0;
  for (const char c : clean) {
    run = c == '`' ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  // A table cell ends at a bar even inside code.
  std::string safe;
  for (const char c : clean) {
    if (c == '|') safe += '\\';
    safe += c;
  }
  if (safe.empty()) return {};
  const std::string fence(longest + 1, '`');
  const bool pad = safe.front() == '`' || safe.back() == '`';
  return fence + (pad ? " " : "") + safe + (pad ? " " : "") + fence;
}

std::string escape_command_data(std::string_view text) {
  std::string out;
  for (const char c : replace_unprintable(text, true)) {
    if (c == '%') out += "%25";
    else if (c == '\r') out += "%0D";
    else if (c == '\n') out += "%0A";
    else out += c;
  }
  return out;
}

std::string escape_command_property(std::string_view text) {
  std::string out;
  for (const char c : escape_command_data(text)) {
    if (c == ':') out += "%3A";
    else if (c == ',') out += "%2C";
    else out += c;
  }
  return out;
}

std::string escape_csv(std::string_view text) {
  std::string clean = replace_unprintable(text);
  if (!clean.empty() && std::string_view("=+-@\t").find(clean.front()) != std::string_view::npos) clean.insert(clean.begin(), '\'');
  if (clean.find_first_of(",\"\n") == std::string::npos) return clean;
  std::string out = "\"";
  for (const char c : clean) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + "\"";
}

std::string uri_path(std::string_view path) {
  std::string out;
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9') ||
                       std::string_view("-._~/@!$&'()*+,;=").find(c) != std::string_view::npos;
    if (plain) {
      out += c;
    } else {
      out += '%';
      out += "0123456789ABCDEF"[byte >> 4];
      out += "0123456789ABCDEF"[byte & 15U];
    }
  }
  return out;
}

std::string escape_json_output(std::string_view json) {
  std::string out;
  out.reserve(json.size());
  const auto needs_a_look = [](char c) { return static_cast<unsigned char>(c) >= 0x7f; };
  for (std::size_t at = 0; at < json.size();) {
    // Nearly all of it is plain.
    const auto next =
        static_cast<std::size_t>(std::find_if(json.begin() + static_cast<std::ptrdiff_t>(at), json.end(), needs_a_look) - json.begin());
    out += json.substr(at, next - at);
    if (next == json.size()) break;
    at = next;
    const std::size_t before = at;
    const std::uint32_t code = next_code_point(json, at);
    if (code == kInvalidByte) {
      out += "\\ufffd";
    } else if (code >= 0x7fU && is_unprintable(code)) {
      const auto unit = [&](std::uint32_t value) {
        out += "\\u";
        append_hex(out, value, 4);
      };
      if (code < 0x10000U) {
        unit(code);
      } else {
        unit(0xd800U + ((code - 0x10000U) >> 10));
        unit(0xdc00U + ((code - 0x10000U) & 0x3ffU));
      }
    } else {
      out += json.substr(before, at - before);
    }
  }
  return out;
}

}  // namespace platlint
