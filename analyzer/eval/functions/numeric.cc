// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "analyzer/eval/functions/families.h"

namespace platlint {
namespace {

const Number& number(const FunctionCall& call, std::size_t i) { return call.args[i].as_number(); }

template <int kSign>
Value extreme(FunctionCall& call) {
  if (call.args.empty()) return call.error("must pass at least one number");
  Number best = number(call, 0);
  for (std::size_t i = 1; i < call.args.size(); ++i)
    if (compare(number(call, i), best) * kSign > 0) best = number(call, i);
  return Value::number(best);
}

Value log(FunctionCall& call) {
  const double value = std::log(number(call, 0).to_double()) / std::log(number(call, 1).to_double());
  if (std::isnan(value)) return call.error("the logarithm of these numbers is undefined");
  if (std::isinf(value)) return Value::number(Number::infinity(value < 0, call.arena()));
  return Value::number(Number::from_double(value, call.arena()));
}

Value pow(FunctionCall& call) {
  const double value = std::pow(number(call, 0).to_double(), number(call, 1).to_double());
  if (std::isnan(value)) return call.error("the power of these numbers is undefined");
  if (std::isinf(value)) return Value::number(Number::infinity(value < 0, call.arena()));
  return Value::number(Number::from_double(value, call.arena()));
}

Value parseint(FunctionCall& call) {
  if (!call.args[0].is_string())
    return call.argument_error(0, "first argument must be a string, not " + to_string(type_of(call.args[0], call.arena())));
  const auto base = number(call, 1).to_int64();
  if (!base || *base < 2 || *base > 62) return call.argument_error(1, "base must be a whole number between 2 and 62 inclusive");
  std::string_view text = call.args[0].as_string();
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  constexpr std::size_t kMostDigits = 2000;  // as of every other number
  if (text.size() > kMostDigits) return call.argument_error(0, "the number has too many digits");
  Number value(0);
  const Number radix(*base);
  for (const char c : text) {
    // Up to base 36 letters count without case; above, lower case comes first.
    std::int64_t digit = 99;
    if (c >= '0' && c <= '9') digit = c - '0';
    else if (c >= 'a' && c <= 'z') digit = c - 'a' + 10;
    else if (c >= 'A' && c <= 'Z') digit = c - 'A' + (*base <= 36 ? 10 : 36);
    if (digit >= *base) return call.argument_error(0, "cannot parse the string as a base " + std::to_string(*base) + " integer");
    const auto shifted = Number::multiply(value, radix, call.arena());
    value = shifted ? Number::add(*shifted, Number(digit), call.arena()).value_or(value) : value;  // 2000 digits always fit
  }
  if (text.empty()) return call.argument_error(0, "cannot parse an empty string as an integer");
  return Value::number(negative ? Number::negate(value, call.arena()) : value);
}

Value sum(FunctionCall& call) {
  const Value& list = call.args[0];
  if (!list.is_list()) return call.argument_error(0, "argument must be list, set, or tuple");
  if (list.items().empty()) return call.error("cannot sum an empty list");
  Number total(0);
  for (const Value& item : list.items()) {
    if (item.is_null()) return call.argument_error(0, "argument must be list, set, or tuple of number values");
    const auto value = convert(item, Type::number(), call.arena());
    if (!value || !value->is_number()) return call.argument_error(0, "argument must be list, set, or tuple of number values");
    const auto next = Number::add(total, value->as_number(), call.arena());
    if (!next) return call.error("the sum of these numbers is undefined");
    total = *next;
  }
  return Value::number(total);
}

}  // namespace

std::span<const Function> numeric_functions() {
  static const FunctionParameter kOne[] = {number_parameter("num")};
  static const FunctionParameter kNumbers = number_parameter("numbers");
  static const FunctionParameter kTwo[] = {number_parameter("num"), number_parameter("second")};
  static const FunctionParameter kParse[] = {parameter("number"), number_parameter("base")};
  static const FunctionParameter kList[] = {parameter("list")};
  static const Function kTable[] = {
      {"abs", kOne, nullptr, gives_number,
       [](FunctionCall& c) { return Value::number(number(c, 0).sign() < 0 ? Number::negate(number(c, 0), c.arena()) : number(c, 0)); }},
      {"ceil", kOne, nullptr, gives_number, [](FunctionCall& c) { return Value::number(Number::ceil(number(c, 0), c.arena())); }},
      {"floor", kOne, nullptr, gives_number, [](FunctionCall& c) { return Value::number(Number::floor(number(c, 0), c.arena())); }},
      {"signum", kOne, nullptr, gives_number,
       [](FunctionCall& c) { return Value::number(static_cast<std::int64_t>(number(c, 0).sign())); }},
      {"max", {}, &kNumbers, gives_number, extreme<1>},
      {"min", {}, &kNumbers, gives_number, extreme<-1>},
      {"log", kTwo, nullptr, gives_number, log},
      {"pow", kTwo, nullptr, gives_number, pow},
      {"parseint", kParse, nullptr, gives_number, parseint},
      {"sum", kList, nullptr, gives_number, sum},
  };
  return kTable;
}

}  // namespace platlint
