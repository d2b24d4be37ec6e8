// SPDX-License-Identifier: Apache-2.0
//
// format() and formatlist(): Go's verbs as go-cty has them. %v takes anything, %#v JSON; %d %b %o %x %X %e %E %f %g %G numbers, %s %q text,
// %t booleans; flags [ +#0-], width, precision, explicit argument numbers [n].
#include <algorithm>
#include <cstdio>

#include "analyzer/eval/functions/families.h"
#include "analyzer/eval/json_value.h"

namespace platlint {
namespace {

struct Verb {
  char letter = 0;
  std::size_t argument = 0;  // counts from 0
  bool plus = false, minus = false, sharp = false, space = false, zero = false;
  int width = -1, precision = -1;
  std::string_view raw = {};
};

class Formatter {
 public:
  Formatter(std::string_view format, std::span<const Value> args, Arena& arena) : format_(format), args_(args), arena_(arena) {}

  // False: `problem` says what is wrong.
  bool run() {
    std::size_t at = 0;
    while (at < format_.size()) {
      const std::size_t percent = format_.find('%', at);
      text_.append(format_.substr(at, percent - at));
      if (percent == std::string_view::npos) break;
      at = percent + 1;
      if (at < format_.size() && format_[at] == '%') {
        text_ += '%';
        ++at;
        continue;
      }
      if (!verb(percent, at)) return false;
      if (text_.size() > (1U << 22U)) {
        problem_ = "the result is too long";
        return false;
      }
    }
    if (!explicit_ && used_ < args_.size()) {
      problem_ = "too many arguments; only " + std::to_string(used_) + " used by format string";
      return false;
    }
    return true;
  }

  const std::string& text() const { return text_; }
  const std::string& problem() const { return problem_; }

 private:
  bool wrong(std::string problem) {
    problem_ = std::move(problem);
    return false;
  }

  int digits(std::size_t& at) const {
    int value = -1;
    while (at < format_.size() && format_[at] >= '0' && format_[at] <= '9') {
      value = std::max(0, value) * 10 + (format_[at++] - '0');
      if (value > 100000) value = 100000;
    }
    return value;
  }

  bool verb(std::size_t begin, std::size_t& at) {
    Verb v;
    for (bool flags = true; flags && at < format_.size();) {
      switch (format_[at]) {
        case '+':
          v.plus = true;
          break;
        case '-':
          v.minus = true;
          break;
        case '#':
          v.sharp = true;
          break;
        case ' ':
          v.space = true;
          break;
        case '0':
          v.zero = true;
          break;
        default:
          flags = false;
      }
      if (flags) ++at;
    }
    v.argument = next_;
    const auto position = [&] {
      if (at >= format_.size() || format_[at] != '[') return true;
      ++at;
      const int n = digits(at);
      if (n < 1 || at >= format_.size() || format_[at] != ']') return false;
      ++at;
      v.argument = static_cast<std::size_t>(n - 1);
      explicit_ = true;
      return true;
    };
    if (!position()) return wrong("unrecognized format character at offset " + std::to_string(at));
    v.width = digits(at);
    if (at < format_.size() && format_[at] == '.') {
      ++at;
      v.precision = std::max(0, digits(at));
    }
    if (!position()) return wrong("unrecognized format character at offset " + std::to_string(at));
    if (at >= format_.size()) return wrong("unexpected end of format string");
    v.letter = format_[at++];
    v.raw = format_.substr(begin, at - begin);
    next_ = v.argument + 1;
    used_ = std::max(used_, next_);
    if (std::string_view("vtbdoxXeEfgGsq").find(v.letter) == std::string_view::npos)
      return wrong("unsupported value for \"" + std::string(v.raw) + "\" at " + std::to_string(begin));
    if (v.argument >= args_.size())
      return wrong("not enough arguments for \"" + std::string(v.raw) + "\" at " + std::to_string(begin) + ": need index " +
                   std::to_string(v.argument + 1) + " but have " + std::to_string(args_.size()) + " total");
    return write(v, args_[v.argument]);
  }

  void pad(const Verb& v, std::string body, bool number) {
    const std::size_t length = graphemes(body).size();
    const auto width = static_cast<std::size_t>(std::max(0, v.width));
    if (length < width) {
      const std::size_t missing = width - length;
      if (v.minus) body.append(missing, ' ');
      else if (v.zero && number) body.insert(!body.empty() && (body[0] == '-' || body[0] == '+') ? 1 : 0, missing, '0');
      else body.insert(0, missing, v.zero && !number ? '0' : ' ');
    }
    text_ += body;
  }

  bool write(Verb v, const Value& arg) {
    if (v.letter == 'v') {
      if (v.sharp) {
        std::string json;
        write_json(arg, json);
        pad(v, json, false);
        return true;
      }
      if (arg.is_string()) v.letter = 's';
      else if (arg.is_number()) v.letter = 'g';
      else if (arg.is_bool()) v.letter = 't';
      else {
        std::string json;
        write_json(arg, json);
        pad(v, json, false);
        return true;
      }
    }
    const auto unsupported = [&](const std::string& why) { return wrong("unsupported value for \"" + std::string(v.raw) + "\": " + why); };
    if (arg.is_absent()) return unsupported("null value cannot be formatted");
    if (v.letter == 't') {
      const auto value = convert(arg, Type::boolean(), arena_);
      if (!value) return unsupported(value.error().message);
      pad(v, value->as_bool() ? "true" : "false", false);
      return true;
    }
    if (v.letter == 's' || v.letter == 'q') {
      const auto value = convert(arg, Type::string(), arena_);
      if (!value) return unsupported(value.error().message);
      std::string text(value->as_string());
      if (v.precision >= 0) {
        const auto parts = graphemes(value->as_string());
        text.clear();
        for (std::size_t i = 0; i < parts.size() && i < static_cast<std::size_t>(v.precision); ++i) text += parts[i];
      }
      if (v.letter == 'q') {
        std::string json;
        write_json(Value::string(text), json);
        text = json;
      }
      pad(v, text, false);
      return true;
    }
    const auto value = convert(arg, Type::number(), arena_);
    if (!value) return unsupported(value.error().message);
    return number(v, value->as_number(), unsupported);
  }

  template <class Unsupported>
  bool number(const Verb& v, const Number& n, Unsupported unsupported) {
    std::string body;
    if (v.letter == 'd' || v.letter == 'b' || v.letter == 'o' || v.letter == 'x' || v.letter == 'X') {
      if (!n.is_integer()) return unsupported("an integer is required");
      const int base = v.letter == 'd' ? 10 : v.letter == 'b' ? 2 : v.letter == 'o' ? 8 : 16;
      const bool negative = n.sign() < 0;
      if (base == 10) {
        body = n.to_string();
        if (negative) body.erase(0, 1);
      } else {
        Number rest = negative ? Number::negate(n, arena_) : n;
        const Number radix(base);
        const std::string_view alphabet = v.letter == 'X' ? "0123456789ABCDEF" : "0123456789abcdef";
        while (rest.sign() > 0) {
          const auto digit = Number::modulo(rest, radix, arena_);
          const auto quotient = Number::divide(rest, radix, arena_);
          if (!digit || !quotient) return unsupported("the number is too large");
          body += alphabet[static_cast<std::size_t>(digit->to_int64().value_or(0))];
          rest = Number::floor(*quotient, arena_);
        }
        std::reverse(body.begin(), body.end());
        if (body.empty()) body = "0";
      }
      body.insert(0, negative ? "-" : v.plus ? "+" : v.space ? " " : "");
    } else if (v.letter == 'g' && v.precision < 0 && v.raw.find('v') != std::string_view::npos) {
      body = n.to_string();
      if (v.plus && n.sign() >= 0) body.insert(0, "+");
    } else {
      char pattern[16];
      std::snprintf(pattern, sizeof pattern, "%%%s%s.*%c", v.plus ? "+" : v.space ? " " : "", v.sharp ? "#" : "", v.letter);
      char text[600];
      const bool general = v.letter == 'g' || v.letter == 'G';
      if (general && v.precision < 0) {
        // Go's shortest form: plain decimals between 1e-4 and 1e21.
        const double d = n.to_double();
        const double size = d < 0 ? -d : d;
        if (size == 0 || (size >= 1e-4 && size < 1e21)) {
          body = n.to_string();
        } else {
          std::snprintf(text, sizeof text, "%.*g", 17, d);
          for (int precision = 1; precision <= 17; ++precision) {
            std::snprintf(text, sizeof text, "%.*e", precision - 1, d);
            if (std::strtod(text, nullptr) == d) break;
          }
          body = text;
          if (v.letter == 'G')
            for (char& c : body) c = c == 'e' ? 'E' : c;
        }
        if (v.plus && n.sign() >= 0) body.insert(0, "+");
      } else {
        const int precision = std::min(v.precision < 0 ? 6 : v.precision, 400);
        if (v.letter == 'f' || v.letter == 'F') {
          // A double has fewer digits than the number.
          body = n.to_fixed(precision);
          if (n.sign() >= 0) body.insert(0, v.plus ? "+" : v.space ? " " : "");
        } else {
          std::snprintf(text, sizeof text, pattern, precision, n.to_double());
          body = text;
        }
      }
    }
    pad(v, body, true);
    return true;
  }

  std::string_view format_;
  std::span<const Value> args_;
  Arena& arena_;
  std::string text_;
  std::string problem_;
  std::size_t next_ = 0;
  std::size_t used_ = 0;
  bool explicit_ = false;
};

Value format(FunctionCall& call) {
  if (call.args[0].is_unknown()) return unknown_not_null(Type::string(), call.arena());
  const std::string_view pattern = call.args[0].as_string();
  for (const Value& arg : call.args.subspan(1))
    if (!arg.is_wholly_known()) {
      // What stands before the first verb is known.
      UnknownInfo info{.type = Type::string(), .not_null = true, .prefix = pattern.substr(0, pattern.find('%'))};
      if (arg.is_unknown()) {
        info.cause = arg.unknown_info().cause;
        info.cause_range = arg.unknown_info().cause_range;
      }
      return Value::unknown(call.arena().make<UnknownInfo>(info));
    }
  Formatter formatter(pattern, call.args.subspan(1), call.arena());
  if (!formatter.run()) return call.error(formatter.problem());
  return make_string(formatter.text(), call.arena());
}

Value formatlist(FunctionCall& call) {
  Arena& arena = call.arena();
  std::size_t length = 1;
  bool any_list = false;
  for (std::size_t i = 1; i < call.args.size(); ++i) {
    const Value& arg = call.args[i];
    if (arg.is_unknown() || arg.is_open())
      return Value::unknown(arena.make<UnknownInfo>(UnknownInfo{.type = Type::list(Type::string(), arena)}));
    if (!arg.is_list()) continue;
    if (any_list && length != arg.items().size())
      return call.argument_error(i, "argument has length " + std::to_string(arg.items().size()) +
                                        ", which is inconsistent with an argument of length " + std::to_string(length));
    length = arg.items().size();
    any_list = true;
  }
  if (call.args[0].is_unknown()) return Value::unknown(arena.make<UnknownInfo>(UnknownInfo{.type = Type::list(Type::string(), arena)}));
  std::vector<Value> out;
  for (std::size_t row = 0; row < length; ++row) {
    std::vector<Value> args;
    bool unknown = false;
    for (std::size_t i = 1; i < call.args.size(); ++i) {
      args.push_back(call.args[i].is_list() ? call.args[i].items()[row] : call.args[i]);
      unknown = unknown || !args.back().is_wholly_known();
    }
    if (unknown) {
      out.push_back(unknown_not_null(Type::string(), arena));
      continue;
    }
    Formatter formatter(call.args[0].as_string(), args, arena);
    if (!formatter.run()) return call.error("error on format iteration " + std::to_string(row) + ": " + formatter.problem());
    if (!call.spend(formatter.text().size() + 1)) return call.too_large();
    out.push_back(make_string(formatter.text(), arena));
  }
  return make_list(out, arena, Collection::kList, Type::string());
}

}  // namespace

std::span<const Function> format_functions() {
  static const FunctionParameter kFormat[] = {partial_parameter("format", Type::string())};
  static const FunctionParameter kArgs = raw_parameter("args");
  static const Function kTable[] = {
      {"format", kFormat, &kArgs, gives_string, format},
      {"formatlist", kFormat, &kArgs, gives_string_list, formatlist},
  };
  return kTable;
}

}  // namespace platlint
