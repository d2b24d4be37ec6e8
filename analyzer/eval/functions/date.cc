// SPDX-License-Identifier: Apache-2.0
//
// Times as RFC 3339 text. Days are counted by the proleptic Gregorian calendar (std::chrono's civil calendar).
#include <chrono>
#include <cstdio>

#include "analyzer/eval/functions/families.h"

namespace platlint {
namespace {

struct Time {
  std::int64_t seconds = 0;  // since 1970, UTC
  std::string fraction = {};
  int offset = 0;  // minutes east
};

std::optional<int> digits(std::string_view text, std::size_t at, std::size_t count) {
  if (at + count > text.size()) return std::nullopt;
  int value = 0;
  for (std::size_t i = at; i < at + count; ++i) {
    if (text[i] < '0' || text[i] > '9') return std::nullopt;
    value = value * 10 + (text[i] - '0');
  }
  return value;
}

std::optional<Time> parse_time(std::string_view text) {
  const auto year = digits(text, 0, 4), month = digits(text, 5, 2), day = digits(text, 8, 2), hour = digits(text, 11, 2),
             minute = digits(text, 14, 2), second = digits(text, 17, 2);
  if (!year || !month || !day || !hour || !minute || !second || text[4] != '-' || text[7] != '-' || text[10] != 'T' || text[13] != ':' ||
      text[16] != ':')
    return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(*year), std::chrono::month(static_cast<unsigned>(*month)),
                                         std::chrono::day(static_cast<unsigned>(*day))};
  if (!date.ok() || *hour > 23 || *minute > 59 || *second > 59) return std::nullopt;
  Time time;
  std::size_t at = 19;
  if (at < text.size() && text[at] == '.') {
    std::size_t end = at + 1;
    while (end < text.size() && text[end] >= '0' && text[end] <= '9') ++end;
    time.fraction = text.substr(at, end - at);
    at = end;
  }
  const std::string_view zone = text.substr(at);
  if (zone != "Z") {
    const auto zone_hour = digits(zone, 1, 2), zone_minute = digits(zone, 4, 2);
    if (zone.size() != 6 || !zone_hour || !zone_minute || (zone[0] != '+' && zone[0] != '-') || zone[3] != ':') return std::nullopt;
    time.offset = (*zone_hour * 60 + *zone_minute) * (zone[0] == '-' ? -1 : 1);
  }
  time.seconds = std::chrono::sys_days(date).time_since_epoch().count() * std::int64_t{86400} + *hour * 3600 + *minute * 60 + *second -
                 time.offset * 60;
  return time;
}

struct Civil {
  int year, month, day, hour, minute, second, weekday;
};

Civil civil(const Time& time) {
  const std::int64_t local = time.seconds + time.offset * 60;
  const std::int64_t days = local >= 0 ? local / 86400 : -((-local + 86399) / 86400);
  const int rest = static_cast<int>(local - days * 86400);
  const std::chrono::sys_days date{std::chrono::days(days)};
  const std::chrono::year_month_day ymd(date);
  return {int(ymd.year()),
          static_cast<int>(unsigned(ymd.month())),
          static_cast<int>(unsigned(ymd.day())),
          rest / 3600,
          rest / 60 % 60,
          rest % 60,
          static_cast<int>(std::chrono::weekday(date).c_encoding())};
}

std::string zone(int offset, bool colon, bool z) {
  if (z && offset == 0) return "Z";
  char text[16];
  std::snprintf(text, sizeof text, colon ? "%c%02d:%02d" : "%c%02d%02d", offset < 0 ? '-' : '+', std::abs(offset) / 60,
                std::abs(offset) % 60);
  return text;
}

std::string print_time(const Time& time) {
  const Civil c = civil(time);
  char text[64];
  std::snprintf(text, sizeof text, "%04d-%02d-%02dT%02d:%02d:%02d", c.year, c.month, c.day, c.hour, c.minute, c.second);
  return text + zone(time.offset, true, true);
}

constexpr std::string_view kMonths[] = {"January", "February", "March",     "April",   "May",      "June",
                                        "July",    "August",   "September", "October", "November", "December"};
constexpr std::string_view kDays[] = {"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"};

// One run of equal letters of a format. Nothing: the run is not a token.
std::optional<std::string> token(char letter, std::size_t count, const Civil& c, const Time& time) {
  const auto padded = [&](int value) {
    char text[16];
    std::snprintf(text, sizeof text, count == 2 ? "%02d" : "%d", value);
    return std::string(text);
  };
  switch (letter) {
    case 'Y':
      if (count == 4) return std::to_string(c.year);
      if (count == 2) return padded(c.year % 100);
      return std::nullopt;
    case 'M':
      if (count <= 2) return padded(c.month);
      if (count == 3) return std::string(kMonths[c.month - 1].substr(0, 3));
      if (count == 4) return std::string(kMonths[c.month - 1]);
      return std::nullopt;
    case 'D':
      return count <= 2 ? std::optional(padded(c.day)) : std::nullopt;
    case 'E':
      if (count == 3) return std::string(kDays[c.weekday].substr(0, 3));
      if (count == 4) return std::string(kDays[c.weekday]);
      return std::nullopt;
    case 'h':
      return count <= 2 ? std::optional(padded(c.hour)) : std::nullopt;
    case 'H':
      return count <= 2 ? std::optional(padded(c.hour % 12 == 0 ? 12 : c.hour % 12)) : std::nullopt;
    case 'm':
      return count <= 2 ? std::optional(padded(c.minute)) : std::nullopt;
    case 's':
      return count <= 2 ? std::optional(padded(c.second)) : std::nullopt;
    case 'A':
      return count == 2 ? std::optional(std::string(c.hour < 12 ? "AM" : "PM")) : std::nullopt;
    case 'a':
      return count == 2 ? std::optional(std::string(c.hour < 12 ? "am" : "pm")) : std::nullopt;
    case 'Z':
      if (count == 1) return zone(time.offset, true, true);
      if (count == 3) return time.offset == 0 ? "UTC" : zone(time.offset, false, false);
      if (count == 4) return zone(time.offset, false, false);
      if (count == 5) return zone(time.offset, true, false);
      return std::nullopt;
    default:
      return std::nullopt;
  }
}

Value formatdate(FunctionCall& call) {
  const auto time = parse_time(call.args[1].as_string());
  if (!time) return call.argument_error(1, "not a valid RFC3339 timestamp");
  const Civil c = civil(*time);
  const std::string_view format = call.args[0].as_string();
  std::string out;
  for (std::size_t i = 0; i < format.size();) {
    const char letter = format[i];
    if (letter == '\'') {
      if (i + 1 < format.size() && format[i + 1] == '\'') {
        out += '\'';
        i += 2;
        continue;
      }
      bool closed = false;
      for (++i; i < format.size(); ++i) {
        if (format[i] == '\'' && i + 1 < format.size() && format[i + 1] == '\'') {
          out += '\'';
          ++i;
        } else if (format[i] == '\'') {
          ++i;
          closed = true;
          break;
        } else {
          out += format[i];
        }
      }
      if (!closed) return call.argument_error(0, "unterminated literal '");
      continue;
    }
    if (!((letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z'))) {
      out += letter;
      ++i;
      continue;
    }
    std::size_t end = i;
    while (end < format.size() && format[end] == letter) ++end;
    const auto text = token(letter, end - i, c, *time);
    if (!text) return call.argument_error(0, "invalid date format verb \"" + std::string(format.substr(i, end - i)) + "\"");
    out += *text;
    i = end;
  }
  return make_string(out, call.arena());
}

// Go's durations: "1h30m", "-1.5h", "300ms".
std::optional<double> parse_duration(std::string_view text) {
  double sign = 1;
  if (text.starts_with('-') || text.starts_with('+')) {
    sign = text[0] == '-' ? -1 : 1;
    text.remove_prefix(1);
  }
  if (text == "0") return 0;
  if (text.empty()) return std::nullopt;
  double total = 0;
  while (!text.empty()) {
    std::size_t i = 0;
    while (i < text.size() && ((text[i] >= '0' && text[i] <= '9') || text[i] == '.')) ++i;
    if (i == 0 || i > 20) return std::nullopt;
    const double number = std::strtod(std::string(text.substr(0, i)).c_str(), nullptr);
    text.remove_prefix(i);
    constexpr std::pair<std::string_view, double> kUnits[] = {{"ns", 1e-9}, {"us", 1e-6}, {"µs", 1e-6}, {"ms", 1e-3},
                                                              {"s", 1},     {"m", 60},    {"h", 3600}};
    const auto unit = std::find_if(std::begin(kUnits), std::end(kUnits),
                                   [&](const auto& u) { return text.starts_with(u.first) && !(u.first == "m" && text.starts_with("ms")); });
    if (unit == std::end(kUnits)) return std::nullopt;
    total += number * unit->second;
    text.remove_prefix(unit->first.size());
  }
  return sign * total;
}

Value timeadd(FunctionCall& call) {
  auto time = parse_time(call.args[0].as_string());
  if (!time) return call.argument_error(0, "not a valid RFC3339 timestamp");
  const auto duration = parse_duration(call.args[1].as_string());
  if (!duration || *duration > 1e11 || *duration < -1e11) return call.argument_error(1, "not a valid duration");
  time->seconds += static_cast<std::int64_t>(*duration);
  return make_string(print_time(*time), call.arena());
}

Value timecmp(FunctionCall& call) {
  const auto a = parse_time(call.args[0].as_string());
  const auto b = parse_time(call.args[1].as_string());
  if (!a || !b) return call.argument_error(a ? 1 : 0, "not a valid RFC3339 timestamp");
  const auto left = std::tie(a->seconds, a->fraction);
  const auto right = std::tie(b->seconds, b->fraction);
  return Value::number(static_cast<std::int64_t>(left < right ? -1 : left > right ? 1 : 0));
}

Value now(FunctionCall& call) {
  if (!call.evaluation.plan_time.empty()) return make_string(call.evaluation.plan_time, call.arena());
  return Value::unknown("the time of the run is not known", call.where, call.arena(), Type::string());
}

}  // namespace

std::span<const Function> date_functions() {
  static const FunctionParameter kFormat[] = {text_parameter("format"), text_parameter("time")};
  static const FunctionParameter kAdd[] = {text_parameter("timestamp"), text_parameter("duration")};
  static const FunctionParameter kCompare[] = {text_parameter("timestamp_a"), text_parameter("timestamp_b")};
  static const Function kTable[] = {
      {"formatdate", kFormat, nullptr, gives_string, formatdate},
      {"timeadd", kAdd, nullptr, gives_string, timeadd},
      {"timecmp", kCompare, nullptr, gives_number, timecmp},
      {"plantimestamp", {}, nullptr, gives_string, now},
      {"timestamp",
       {},
       nullptr,
       gives_string,
       [](FunctionCall& c) { return Value::unknown("the time of the run is not known", c.where, c.arena(), Type::string()); }},
  };
  return kTable;
}

}  // namespace platlint
