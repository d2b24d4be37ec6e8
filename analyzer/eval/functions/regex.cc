// SPDX-License-Identifier: Apache-2.0
//
// Regular expressions are Go's, which are RE2's. A pattern without groups gives the match, one with groups a tuple, one with named
// groups an object.
#include <re2/re2.h>

#include "analyzer/eval/budget.h"
#include "analyzer/eval/functions/families.h"
#include "analyzer/eval/functions/placeholders.h"

namespace platlint {
namespace {

std::unique_ptr<re2::RE2> compile(std::string_view pattern) {
  re2::RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(8 << 20);
  return std::make_unique<re2::RE2>(re2::StringPiece(pattern.data(), pattern.size()), options);
}

Value capture(const re2::StringPiece& piece) {
  if (piece.data() == nullptr) return Value::null(Type::string());
  return Value::string(std::string_view(piece.data(), piece.size()));
}

Value match_value(const re2::RE2& regex, const std::vector<re2::StringPiece>& groups, Arena& arena) {
  if (groups.size() == 1) return capture(groups[0]);
  const auto& names = regex.CapturingGroupNames();
  if (names.empty()) {
    std::vector<Value> items;
    for (std::size_t i = 1; i < groups.size(); ++i) items.push_back(capture(groups[i]));
    return make_list(items, arena);
  }
  std::vector<Member> members;
  for (const auto& [index, name] : names) members.push_back({arena.copy(name), {}, capture(groups[static_cast<std::size_t>(index)])});
  return make_map(std::move(members), arena);
}

bool mixes_names(const re2::RE2& regex) {
  const auto named = regex.CapturingGroupNames().size();
  return named > 0 && named < static_cast<std::size_t>(regex.NumberOfCapturingGroups());
}

// Calls each(groups, begin, end) for the matches as Go finds them, as long as it says true: no empty match right behind another match.
template <class Each>
void find_all(const re2::RE2& regex, std::string_view text, bool all, Each each) {
  const auto count = static_cast<std::size_t>(regex.NumberOfCapturingGroups()) + 1;
  std::vector<re2::StringPiece> groups(count);
  const re2::StringPiece whole(text.data(), text.size());
  std::size_t at = 0;
  std::size_t last_end = std::string_view::npos;
  while (at <= text.size()) {
    if (!regex.Match(whole, at, text.size(), re2::RE2::UNANCHORED, groups.data(), static_cast<int>(count))) return;
    const auto begin = static_cast<std::size_t>(groups[0].data() - text.data());
    const std::size_t end = begin + groups[0].size();
    if (!(begin == end && begin == last_end)) {
      if (!each(groups, begin, end) || !all) return;
      last_end = end;
    }
    at = end > at ? end : at;
    if (begin == end) {
      ++at;
      while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U) ++at;
    }
  }
}

Value regex(FunctionCall& call) {
  if (!call.spend(kPatternCost)) return call.too_large();
  const auto compiled = compile(call.args[0].as_string());
  if (!compiled->ok()) return call.argument_error(0, "invalid regexp pattern: " + compiled->error());
  if (mixes_names(*compiled)) return call.argument_error(0, "invalid regexp pattern: cannot mix both named and unnamed capture groups");
  Value result;
  bool found = false;
  find_all(*compiled, call.args[1].as_string(), false, [&](const auto& groups, std::size_t, std::size_t) {
    result = match_value(*compiled, groups, call.arena());
    found = true;
    return true;
  });
  return found ? result : call.error("pattern did not match any part of the given string");
}

Value regexall(FunctionCall& call) {
  if (!call.spend(kPatternCost)) return call.too_large();
  const auto compiled = compile(call.args[0].as_string());
  if (!compiled->ok()) return call.argument_error(0, "invalid regexp pattern: " + compiled->error());
  if (mixes_names(*compiled)) return call.argument_error(0, "invalid regexp pattern: cannot mix both named and unnamed capture groups");
  std::vector<Value> items;
  bool fits = true;
  find_all(*compiled, call.args[1].as_string(), true, [&](const auto& groups, std::size_t, std::size_t) {
    fits = call.spend(kStepCost * groups.size());
    if (fits) items.push_back(match_value(*compiled, groups, call.arena()));
    return fits;
  });
  if (!fits) return call.too_large();
  const Type* element = items.empty() ? Type::string() : type_of(items.front(), call.arena());
  return make_list(items, call.arena(), Collection::kList, element);
}

// Go's expansion of $1, ${1}, $name in a replacement; $$ is a dollar.
void expand(std::string_view pattern, const re2::RE2& regex, const std::vector<re2::StringPiece>& groups, std::string& out) {
  const auto is_word = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] != '$' || i + 1 >= pattern.size()) {
      out += pattern[i];
      continue;
    }
    if (pattern[i + 1] == '$') {
      out += '$';
      ++i;
      continue;
    }
    const bool braces = pattern[i + 1] == '{';
    const std::size_t begin = i + (braces ? 2 : 1);
    std::size_t end = begin;
    while (end < pattern.size() && is_word(pattern[end])) ++end;
    if (end == begin || (braces && (end >= pattern.size() || pattern[end] != '}'))) {
      out += '$';
      continue;
    }
    const std::string name(pattern.substr(begin, end - begin));
    std::size_t index = groups.size();
    if (std::all_of(name.begin(), name.end(), [](char c) { return c >= '0' && c <= '9'; })) {
      index = name.size() < 4 ? static_cast<std::size_t>(std::stoul(name)) : groups.size();
    } else {
      const auto& names = regex.NamedCapturingGroups();
      if (const auto at = names.find(name); at != names.end()) index = static_cast<std::size_t>(at->second);
    }
    if (index < groups.size() && groups[index].data() != nullptr) out.append(groups[index].data(), groups[index].size());
    i = braces ? end : end - 1;
  }
}

Value replace(FunctionCall& call) {
  for (const Value& arg : call.args)
    if (arg.is_unknown()) return replace_placeholders(call);
  const std::string_view text = call.args[0].as_string();
  const std::string_view what = call.args[1].as_string();
  const std::string_view with = call.args[2].as_string();
  std::string out;
  std::size_t done = 0;
  const auto too_long = [&] { return out.size() > call.evaluation.budget; };
  if (what.size() > 1 && what.front() == '/' && what.back() == '/') {
    if (!call.spend(kPatternCost)) return call.too_large();
    const auto compiled = compile(what.substr(1, what.size() - 2));
    if (!compiled->ok()) return call.argument_error(1, "invalid regexp pattern: " + compiled->error());
    find_all(*compiled, text, true, [&](const auto& groups, std::size_t begin, std::size_t end) {
      out += text.substr(done, begin - done);
      expand(with, *compiled, groups, out);
      done = end;
      return !too_long();
    });
  } else if (what.empty()) {
    // Go puts the replacement before every character and at the end.
    for (std::size_t i = 0; i <= text.size() && !too_long(); ++i) {
      if (i == text.size() || (static_cast<unsigned char>(text[i]) & 0xC0U) != 0x80U) out += with;
      if (i < text.size()) out += text[i];
    }
    done = text.size();
  } else {
    for (std::size_t at = text.find(what); at != std::string_view::npos && !too_long(); at = text.find(what, done)) {
      out += text.substr(done, at - done);
      out += with;
      done = at + what.size();
    }
  }
  if (too_long()) return call.spend(out.size()) ? Value() : call.too_large();
  out += text.substr(done);
  return make_string(out, call.arena());
}

}  // namespace

std::span<const Function> regex_functions() {
  static const FunctionParameter kRegex[] = {text_parameter("pattern"), text_parameter("string")};
  const auto perhaps_unknown = [](std::string_view name) {
    FunctionParameter parameter = text_parameter(name);
    parameter.allow_unknown = true;
    return parameter;
  };
  static const FunctionParameter kReplace[] = {perhaps_unknown("str"), perhaps_unknown("substr"), perhaps_unknown("replace")};
  static const Function kTable[] = {
      {"regex", kRegex, nullptr, nullptr, regex},
      {"regexall", kRegex, nullptr, nullptr, regexall},
      {"replace", kReplace, nullptr, gives_string, replace},
  };
  return kTable;
}

}  // namespace platlint
