// SPDX-License-Identifier: Apache-2.0
//
// Kyverno's own functions over numbers, quantities, durations, times and objects (its manual, "JMESPath").
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <ctime>

#include "analyzer/eval/build.h"
#include "analyzer/policy/quantity.h"
#include "analyzer/policy/query_functions.h"

namespace platlint::policy {
namespace {

using Answer = QueryResult<Value>;

// An operand of add, subtract, ...: a plain number, a quantity or a duration.
struct Operand {
  enum class Kind : std::uint8_t { kNumber, kQuantity, kDuration } kind = Kind::kNumber;
  double number = 0;  // a duration in nanoseconds
  bool binary = false;
};

QueryResult<Operand> operand(const Value& value, Arena& arena) {
  if (value.is_number()) return Operand{Operand::Kind::kNumber, value.as_number().to_double(), false};
  if (const auto quantity = parse_quantity(value.as_string(), arena))
    return Operand{Operand::Kind::kQuantity, quantity->to_double(), value.as_string().ends_with('i')};
  if (const auto duration = parse_duration(value.as_string()))
    return Operand{Operand::Kind::kDuration, static_cast<double>(*duration), false};
  return query_error("\"" + std::string(value.as_string()) + "\" is neither a number, a quantity nor a duration");
}

// A double without fraction in full, however many digits it has.
std::string integer_text(double value) {
  char text[400];
  return {text, static_cast<std::size_t>(std::snprintf(text, sizeof text, "%.0f", value))};
}

// The canonical text: the largest suffix that leaves an integer.
std::string format_quantity(double value, bool binary) {
  if (binary && std::fabs(value) >= 1024) {
    constexpr const char* kNames[] = {"", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"};
    int i = 0;
    while (i < 6 && std::fmod(value, 1024) == 0) value /= 1024, ++i;
    return go_number(value).find('e') == std::string::npos ? go_number(value) + kNames[i] : integer_text(value) + kNames[i];
  }
  constexpr const char* kNames[] = {"n", "u", "m", "", "k", "M", "G", "T", "P", "E"};
  double nano = std::round(value * 1e9);
  int i = 0;
  while (i < 9 && nano != 0 && std::fmod(nano, 1000) == 0) nano /= 1000, ++i;
  if (nano == 0) return "0";
  return integer_text(nano) + kNames[i];
}

Value result(const Operand& like, double value, Arena& arena) {
  switch (like.kind) {
    case Operand::Kind::kQuantity:
      return make_string(format_quantity(value, like.binary), arena);
    case Operand::Kind::kDuration:
      return make_string(format_duration(whole_nanoseconds(value)), arena);
    case Operand::Kind::kNumber:
      break;
  }
  return Value::number(float_number(value, arena));
}

Answer arithmetic(const Call& c, char op) {
  const auto a = operand(c[0], c.arena);
  if (!a) return tl::unexpected(a.error());
  const auto b = operand(c[1], c.arena);
  if (!b) return tl::unexpected(b.error());
  const bool same = a->kind == b->kind;
  const Operand scalar;
  if ((op == '/' || op == '%') && b->number == 0) return query_error("division by zero");
  switch (op) {
    case '+':
    case '-':
      if (!same) return query_error("the operands are of different types");
      return result(*a, op == '+' ? a->number + b->number : a->number - b->number, c.arena);
    case '*':
      if (a->kind == Operand::Kind::kNumber) return result(*b, a->number * b->number, c.arena);
      if (b->kind == Operand::Kind::kNumber) return result(*a, a->number * b->number, c.arena);
      return query_error("one operand must be a plain number");
    case '/':
      if (same) return result(scalar, a->number / b->number, c.arena);
      if (b->kind == Operand::Kind::kNumber) return result(*a, a->number / b->number, c.arena);
      return query_error("the operands are of different types");
    default:
      if (!same) return query_error("the operands are of different types");
      if (a->kind == Operand::Kind::kNumber && (std::floor(a->number) != a->number || std::floor(b->number) != b->number))
        return query_error("modulo takes integers");
      return result(*a, std::fmod(a->number, b->number), c.arena);
  }
}

Answer add(const Call& c) { return arithmetic(c, '+'); }
Answer subtract(const Call& c) { return arithmetic(c, '-'); }
Answer multiply(const Call& c) { return arithmetic(c, '*'); }
Answer divide(const Call& c) { return arithmetic(c, '/'); }
Answer modulo(const Call& c) { return arithmetic(c, '%'); }

Answer sum(const Call& c) {
  if (c[0].items().empty()) return query_error("sum() of an empty list");
  Value total = c[0].items().front();
  for (const Value& item : c[0].items().subspan(1)) {
    const Argument both[] = {{.value = total, .reference = nullptr}, {.value = item, .reference = nullptr}};
    for (const Argument& one : both)
      if (!one.value.is_number() && !one.value.is_string()) return query_error("sum() takes numbers, quantities and durations");
    const auto next = add(Call{.arguments = both, .arena = c.arena, .apply = {}});
    if (!next) return next;
    total = *next;
  }
  return total;
}

Answer round_(const Call& c) {
  const double places = c.number(1);
  if (places < 0 || places > 300 || places != std::floor(places)) return query_error("round() takes a whole number of places");
  const double scale = std::pow(10.0, places);
  return Value::number(float_number(std::round(c.number(0) * scale) / scale, c.arena));
}

Answer items(const Call& c) {
  const std::string_view key = c.text(1);
  const std::string_view value = c.text(2);
  std::vector<Value> out;
  const auto row = [&](const Value& k, const Value& v) {
    out.push_back(make_map({{key, k.where(), k}, {value, v.where(), v}}, c.arena).used_at(v.where()));
  };
  if (c[0].is_list()) {
    std::int64_t i = 0;
    for (const Value& item : c[0].items()) row(Value::number(i++), item);
  } else {
    std::vector<Member> members(c[0].members().begin(), c[0].members().end());
    std::stable_sort(members.begin(), members.end(), [](const Member& a, const Member& b) { return a.key < b.key; });
    for (const Member& member : members) row(Value::string(member.key), member.value);
  }
  return make_list(out, c.arena);
}

Answer object_from_lists(const Call& c) {
  std::vector<Member> members;
  const auto keys = c[0].items();
  const auto values = c[1].items();
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (!keys[i].is_string()) return query_error("object_from_lists() takes strings as keys");
    members.push_back({keys[i].as_string(), keys[i].where(), i < values.size() ? values[i] : Value::null()});
  }
  return make_map(std::move(members), c.arena);
}

Answer lookup(const Call& c) {
  if (c[0].is_map() && c[1].is_string()) {
    const Value found = c[0][c.text(1)];
    return found.is_missing() ? Value::null() : found;
  }
  if (c[0].is_list() && c[1].is_number()) {
    const auto at = c[1].as_number().to_int64();
    if (!at || *at < 0 || static_cast<std::size_t>(*at) >= c[0].items().size()) return Value::null();
    return c[0].items()[static_cast<std::size_t>(*at)];
  }
  return query_error("lookup() takes a map and a string, or a list and a number");
}

// ---- times: seconds since 1970 with a fraction, RFC 3339 in and out

std::int64_t days_from_civil(std::int64_t y, int m, int d) {  // Howard Hinnant's algorithm (public domain description)
  y -= m <= 2;
  const std::int64_t era = (y >= 0 ? y : y - 399) / 400;
  const std::int64_t yoe = y - era * 400;
  const std::int64_t doy = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
  return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}

std::optional<double> parse_time(std::string_view text) {
  int y = 0, mo = 0, d = 0, h = 0, mi = 0, consumed = 0;
  double s = 0;
  const std::string t(text.substr(0, 64));
  if (std::sscanf(t.c_str(), "%4d-%2d-%2dT%2d:%2d:%lf%n", &y, &mo, &d, &h, &mi, &s, &consumed) != 6) return std::nullopt;
  if (mo < 1 || mo > 12 || d < 1 || d > 31 || h > 23 || mi > 59 || s >= 61) return std::nullopt;
  const std::string zone = t.substr(static_cast<std::size_t>(consumed));
  int offset = 0;
  if (zone != "Z") {
    int zh = 0, zm = 0;
    char sign = 0;
    if (std::sscanf(zone.c_str(), "%c%2d:%2d", &sign, &zh, &zm) != 3 || (sign != '+' && sign != '-')) return std::nullopt;
    offset = (sign == '-' ? -1 : 1) * (zh * 3600 + zm * 60);
  }
  return static_cast<double>(days_from_civil(y, mo, d) * 86400 + h * 3600 + mi * 60 - offset) + s;
}

std::string format_time(double seconds) {
  const auto whole = static_cast<std::time_t>(std::floor(seconds));
  std::tm parts{};
  gmtime_r(&whole, &parts);
  char buffer[64];
  return {buffer, std::strftime(buffer, sizeof buffer, "%Y-%m-%dT%H:%M:%SZ", &parts)};
}

double now() { return static_cast<double>(std::time(nullptr)); }

Answer time_now(const Call& c) { return make_string(format_time(now()), c.arena); }

// The layout (argument 0) may be empty: RFC 3339. Other layouts are not read.
Answer time_since(const Call& c) {
  const auto from = parse_time(c.text(1));
  const auto to = c.text(2).empty() ? std::optional<double>(now()) : parse_time(c.text(2));
  if (!from || !to) return query_error("time_since() reads times of RFC 3339 only");
  return make_string(format_duration(whole_nanoseconds((*to - *from) * 1e9)), c.arena);
}

Answer time_diff(const Call& c) {
  const auto from = parse_time(c.text(0));
  const auto to = parse_time(c.text(1));
  if (!from || !to) return query_error("time_diff() reads times of RFC 3339 only");
  return make_string(format_duration(whole_nanoseconds((*to - *from) * 1e9)), c.arena);
}

Answer time_add(const Call& c) {
  const auto from = parse_time(c.text(0));
  const auto by = parse_duration(c.text(1));
  if (!from || !by) return query_error("time_add() takes a time of RFC 3339 and a duration");
  return make_string(format_time(*from + static_cast<double>(*by) / 1e9), c.arena);
}

Answer time_utc(const Call& c) {
  const auto at = parse_time(c.text(0));
  if (!at) return query_error("time_utc() reads times of RFC 3339 only");
  return make_string(format_time(*at), c.arena);
}

Answer time_before(const Call& c) {
  const auto a = parse_time(c.text(0));
  const auto b = parse_time(c.text(1));
  if (!a || !b) return query_error("time_before() reads times of RFC 3339 only");
  return Value::boolean(*a < *b);
}

Answer time_after(const Call& c) {
  const auto a = parse_time(c.text(0));
  const auto b = parse_time(c.text(1));
  if (!a || !b) return query_error("time_after() reads times of RFC 3339 only");
  return Value::boolean(*a > *b);
}

Answer time_between(const Call& c) {
  const auto at = parse_time(c.text(0));
  const auto a = parse_time(c.text(1));
  const auto b = parse_time(c.text(2));
  if (!at || !a || !b) return query_error("time_between() reads times of RFC 3339 only");
  return Value::boolean(*a < *at && *at < *b);
}

Answer time_to_cron(const Call& c) {
  const auto at = parse_time(c.text(0));
  if (!at) return query_error("time_to_cron() reads times of RFC 3339 only");
  const auto whole = static_cast<std::time_t>(*at);
  std::tm parts{};
  gmtime_r(&whole, &parts);
  return make_string(std::to_string(parts.tm_min) + " " + std::to_string(parts.tm_hour) + " " + std::to_string(parts.tm_mday) + " " +
                         std::to_string(parts.tm_mon + 1) + " " + std::to_string(parts.tm_wday),
                     c.arena);
}

}  // namespace

std::span<const QueryFunction> kyverno_functions() {
  constexpr std::uint16_t kOperand = kNumberType | kStringType;
  static const std::vector<QueryFunction> functions = {
      {"add", {kOperand, kOperand}, false, false, add},
      {"subtract", {kOperand, kOperand}, false, false, subtract},
      {"multiply", {kOperand, kOperand}, false, false, multiply},
      {"divide", {kOperand, kOperand}, false, false, divide},
      {"modulo", {kOperand, kOperand}, false, false, modulo},
      {"sum", {kListType}, false, false, sum},
      {"round", {kNumberType, kNumberType}, false, false, round_},
      {"items", {kMapType | kListType, kStringType, kStringType}, false, true, items},
      {"object_from_lists", {kListType, kListType}, false, true, object_from_lists},
      {"lookup", {kMapType | kListType, kStringType | kNumberType}, false, true, lookup},
      {"time_now", {}, false, false, time_now},
      {"time_now_utc", {}, false, false, time_now},
      {"time_since", {kStringType, kStringType, kStringType}, false, false, time_since},
      {"time_diff", {kStringType, kStringType}, false, false, time_diff},
      {"time_add", {kStringType, kStringType}, false, false, time_add},
      {"time_utc", {kStringType}, false, false, time_utc},
      {"time_before", {kStringType, kStringType}, false, false, time_before},
      {"time_after", {kStringType, kStringType}, false, false, time_after},
      {"time_between", {kStringType, kStringType, kStringType}, false, false, time_between},
      {"time_to_cron", {kStringType}, false, false, time_to_cron},
  };
  return functions;
}

}  // namespace platlint::policy
