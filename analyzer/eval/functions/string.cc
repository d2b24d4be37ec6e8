// SPDX-License-Identifier: Apache-2.0
#include <utf8proc.h>

#include <cstdlib>

#include "analyzer/eval/budget.h"
#include "analyzer/eval/functions/families.h"
#include "analyzer/eval/json_value.h"

namespace platlint {

std::vector<std::string_view> graphemes(std::string_view text) {
  std::vector<std::string_view> out;
  utf8proc_int32_t state = 0;
  utf8proc_int32_t before = -1;
  std::size_t begin = 0;
  std::size_t at = 0;
  while (at < text.size()) {
    utf8proc_int32_t code = 0;
    const auto length = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()) + at,
                                         static_cast<utf8proc_ssize_t>(text.size() - at), &code);
    if (before >= 0 && utf8proc_grapheme_break_stateful(before, length < 0 ? 0xFFFD : code, &state)) {
      out.push_back(text.substr(begin, at - begin));
      begin = at;
    }
    before = length < 0 ? 0xFFFD : code;
    at += length < 0 ? 1 : static_cast<std::size_t>(length);
  }
  if (begin < text.size()) out.push_back(text.substr(begin));
  return out;
}

namespace {

std::string_view text(const FunctionCall& call, std::size_t i) { return call.args[i].as_string(); }
Value give(FunctionCall& call, std::string_view result) { return make_string(result, call.arena()); }

// Maps each code point.
template <class Map>
std::string map_codes(std::string_view text, Map map) {
  std::string out;
  std::size_t at = 0;
  while (at < text.size()) {
    utf8proc_int32_t code = 0;
    const auto length = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()) + at,
                                         static_cast<utf8proc_ssize_t>(text.size() - at), &code);
    if (length <= 0) {
      out += text[at++];
      continue;
    }
    utf8proc_uint8_t bytes[4];
    const auto written = utf8proc_encode_char(map(code), bytes);
    out.append(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(written));
    at += static_cast<std::size_t>(length);
  }
  return out;
}

bool is_space(utf8proc_int32_t code) {
  return code == ' ' || (code >= 9 && code <= 13) || code == 0x85 || code == 0xA0 || utf8proc_category(code) == UTF8PROC_CATEGORY_ZS ||
         utf8proc_category(code) == UTF8PROC_CATEGORY_ZL || utf8proc_category(code) == UTF8PROC_CATEGORY_ZP;
}

std::vector<utf8proc_int32_t> codes_of(std::string_view text) {
  std::vector<utf8proc_int32_t> out;
  map_codes(text, [&](utf8proc_int32_t code) {
    out.push_back(code);
    return code;
  });
  return out;
}

// Takes code points that `drop` wants off both ends.
template <class Drop>
std::string_view trim(std::string_view text, Drop drop) {
  const auto first = [&](std::string_view t, std::size_t& length) {
    utf8proc_int32_t code = 0;
    const auto n = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(t.data()), static_cast<utf8proc_ssize_t>(t.size()), &code);
    length = n <= 0 ? 1 : static_cast<std::size_t>(n);
    return code;
  };
  std::size_t length = 0;
  while (!text.empty() && drop(first(text, length))) text.remove_prefix(length);
  while (!text.empty()) {
    std::size_t start = text.size() - 1;
    while (start > 0 && (static_cast<unsigned char>(text[start]) & 0xC0U) == 0x80U) --start;
    if (!drop(first(text.substr(start), length))) break;
    text = text.substr(0, start);
  }
  return text;
}

Value chomp(FunctionCall& call) {
  std::string_view s = text(call, 0);
  while (!s.empty() && (s.back() == '\n' || s.back() == '\r')) s.remove_suffix(1);
  return give(call, s);
}

Value indent(FunctionCall& call) {
  const auto spaces = call.args[0].as_number().to_int64();
  if (!spaces || *spaces < 0 || *spaces > 10000) return call.argument_error(0, "a whole number of spaces is required");
  std::string out;
  for (const char c : text(call, 1)) {
    out += c;
    if (c == '\n') out.append(static_cast<std::size_t>(*spaces), ' ');
    if (out.size() > call.evaluation.budget) return call.spend(out.size()) ? Value() : call.too_large();
  }
  return give(call, out);
}

Value join(FunctionCall& call) {
  for (std::size_t i = 0; i < call.args.size(); ++i) {
    const Value& arg = call.args[i];
    if (arg.is_wholly_known()) continue;
    UnknownInfo info{.type = Type::string(), .not_null = true};
    if (arg.is_unknown()) {
      info.cause = arg.unknown_info().cause;
      info.cause_range = arg.unknown_info().cause_range;
      // join("", x[*].json) is how old code reads what may be there once.
      const Value* element = i == 1 && call.args.size() == 2 ? arg.unknown_info().element : nullptr;
      if (element != nullptr && element->is_unknown()) info.encoded = element->unknown_info().encoded;
      if (element != nullptr && element->is_string()) info.encoded = json_of(element->as_string(), call.arena());
    }
    for (const Value& item : arg.items())
      if (item.is_unknown() && info.cause.empty()) {
        info.cause = item.unknown_info().cause;
        info.cause_range = item.unknown_info().cause_range;
      }
    return Value::unknown(call.arena().make<UnknownInfo>(info));
  }
  std::string out;
  bool first = true;
  for (std::size_t i = 1; i < call.args.size(); ++i) {
    std::size_t at = 0;
    for (const Value& item : call.args[i].items()) {
      if (item.is_null()) return call.argument_error(i, "element " + std::to_string(at) + " is null; cannot concatenate null values");
      if (!first) out += text(call, 0);
      first = false;
      out += item.as_string();
      if (out.size() > call.evaluation.budget) return call.spend(out.size()) ? Value() : call.too_large();
      ++at;
    }
  }
  return give(call, out);
}

Value split(FunctionCall& call) {
  const std::string_view separator = text(call, 0);
  std::string_view rest = text(call, 1);
  std::vector<Value> items;
  if (separator.empty()) {
    if (!call.spend(kElementCost * rest.size())) return call.too_large();
    for (const utf8proc_int32_t code : codes_of(rest)) {
      utf8proc_uint8_t bytes[4];
      items.push_back(
          make_string(std::string_view(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(utf8proc_encode_char(code, bytes))),
                      call.arena()));
    }
  } else {
    while (true) {
      const std::size_t at = rest.find(separator);
      if (!call.spend(kElementCost)) return call.too_large();
      items.push_back(Value::string(rest.substr(0, at)));
      if (at == std::string_view::npos) break;
      rest = rest.substr(at + separator.size());
    }
  }
  return make_list(items, call.arena(), Collection::kList, Type::string());
}

Value substr(FunctionCall& call) {
  const auto offset = call.args[1].as_number().to_int64();
  const auto length = call.args[2].as_number().to_int64();
  if (!offset || !length) return call.error("offset and length must be whole numbers");
  const auto parts = graphemes(text(call, 0));
  const auto size = static_cast<std::int64_t>(parts.size());
  std::int64_t begin = *offset < 0 ? std::max<std::int64_t>(0, size + *offset) : *offset;
  if (begin >= size || *length == 0) return Value::string("");
  std::int64_t end = *length < 0 ? size : std::min(size, begin + std::min(*length, size));
  std::string out;
  for (; begin < end; ++begin) out += parts[static_cast<std::size_t>(begin)];
  return give(call, out);
}

Value title(FunctionCall& call) {
  bool start = true;
  return give(call, map_codes(text(call, 0), [&](utf8proc_int32_t code) {
                const auto category = utf8proc_category(code);
                const bool letter = category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO;
                const bool part = letter || category == UTF8PROC_CATEGORY_ND || category == UTF8PROC_CATEGORY_NL ||
                                  category == UTF8PROC_CATEGORY_NO || code == '_' || code == '\'';
                const utf8proc_int32_t mapped = start ? utf8proc_totitle(code) : code;
                start = code < 128 ? !part : is_space(code);
                return mapped;
              }));
}

Value strrev(FunctionCall& call) {
  const auto parts = graphemes(text(call, 0));
  std::string out;
  for (std::size_t i = parts.size(); i-- > 0;) out += parts[i];
  return give(call, out);
}

}  // namespace

std::span<const Function> string_functions() {
  static const FunctionParameter kOne[] = {text_parameter("str")};
  static const FunctionParameter kTwo[] = {text_parameter("str"), text_parameter("part")};
  static const FunctionParameter kIndent[] = {number_parameter("spaces"), text_parameter("str")};
  static Arena types;
  static const FunctionParameter kSeparator[] = {text_parameter("separator")};
  static const FunctionParameter kLists = partial_parameter("lists", Type::list(Type::string(), types));
  static const FunctionParameter kSplit[] = {text_parameter("separator"), text_parameter("str")};
  static const FunctionParameter kSubstr[] = {text_parameter("str"), number_parameter("offset"), number_parameter("length")};
  static const Function kTable[] = {
      {"chomp", kOne, nullptr, gives_string, chomp},
      {"indent", kIndent, nullptr, gives_string, indent},
      {"join", kSeparator, &kLists, gives_string, join},
      {"split", kSplit, nullptr, gives_string_list, split},
      {"substr", kSubstr, nullptr, gives_string, substr},
      {"strrev", kOne, nullptr, gives_string, strrev},
      {"title", kOne, nullptr, gives_string, title},
      {"lower", kOne, nullptr, gives_string, [](FunctionCall& c) { return give(c, map_codes(text(c, 0), utf8proc_tolower)); }},
      {"upper", kOne, nullptr, gives_string, [](FunctionCall& c) { return give(c, map_codes(text(c, 0), utf8proc_toupper)); }},
      {"trimspace", kOne, nullptr, gives_string, [](FunctionCall& c) { return give(c, trim(text(c, 0), is_space)); }},
      {"trim", kTwo, nullptr, gives_string,
       [](FunctionCall& c) {
         const auto cutset = codes_of(text(c, 1));
         return give(
             c, trim(text(c, 0), [&](utf8proc_int32_t code) { return std::find(cutset.begin(), cutset.end(), code) != cutset.end(); }));
       }},
      {"trimprefix", kTwo, nullptr, gives_string,
       [](FunctionCall& c) { return give(c, text(c, 0).starts_with(text(c, 1)) ? text(c, 0).substr(text(c, 1).size()) : text(c, 0)); }},
      {"trimsuffix", kTwo, nullptr, gives_string,
       [](FunctionCall& c) {
         return give(c, text(c, 0).ends_with(text(c, 1)) ? text(c, 0).substr(0, text(c, 0).size() - text(c, 1).size()) : text(c, 0));
       }},
      {"startswith", kTwo, nullptr, gives_bool, [](FunctionCall& c) { return Value::boolean(text(c, 0).starts_with(text(c, 1))); }},
      {"endswith", kTwo, nullptr, gives_bool, [](FunctionCall& c) { return Value::boolean(text(c, 0).ends_with(text(c, 1))); }},
      {"strcontains", kTwo, nullptr, gives_bool,
       [](FunctionCall& c) { return Value::boolean(text(c, 0).find(text(c, 1)) != std::string_view::npos); }},
  };
  return kTable;
}

}  // namespace platlint
