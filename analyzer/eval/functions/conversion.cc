// SPDX-License-Identifier: Apache-2.0
#include "analyzer/eval/functions/families.h"

namespace platlint {
namespace {

Value to(FunctionCall& call, const Type* type) {
  const auto value = convert(call.args[0], type, call.arena());
  return value ? *value : call.argument_error(0, "cannot convert: " + value.error().message);
}

Value typed(FunctionCall& call, TypeKind kind) {
  const Value& v = call.args[0];
  const Type* element = Type::dynamic();
  if (v.is_unknown() && v.unknown_info().type != nullptr && v.unknown_info().type->element != nullptr)
    element = v.unknown_info().type->element;
  return to(call, call.arena().make<Type>(Type{.kind = kind, .element = element}));
}

Value sensitive(FunctionCall& call) { return call.args[0].with_marks(call.args[0].marks() | Mark::kSensitive); }

Value nonsensitive(FunctionCall& call) {
  return call.args[0].with_marks(has(call.args[0].marks(), Mark::kEphemeral) ? Mark::kEphemeral : Mark::kNone);
}

// assume...(value, ...): the author promises something of an unknown value. A known one is checked and passed on.
Value assume_length(FunctionCall& call, std::size_t length, std::size_t at_least, std::size_t at_most) {
  const auto bound = [&](std::size_t i) { return i < call.args.size() ? call.args[i].as_number().to_int64().value_or(-1) : -1; };
  if (at_least > 0 && static_cast<std::int64_t>(length) < bound(at_least))
    return call.argument_error(0, "the length is below the assumed minimum");
  if (at_most > 0 && bound(at_most) >= 0 && static_cast<std::int64_t>(length) > bound(at_most))
    return call.argument_error(0, "the length is above the assumed maximum");
  return call.args[0];
}

std::size_t length_of(const Value& value) { return value.is_map() ? value.members().size() : value.items().size(); }

Value assume_between(FunctionCall& call) { return assume_length(call, length_of(call.args[0]), 1, 2); }
Value assume_least(FunctionCall& call) { return assume_length(call, length_of(call.args[0]), 1, 0); }
Value assume_most(FunctionCall& call) { return assume_length(call, length_of(call.args[0]), 0, 1); }

Value assume_prefix(FunctionCall& call) {
  if (!call.args[0].as_string().starts_with(call.args[1].as_string())) return call.argument_error(0, "the text does not begin as assumed");
  return call.args[0];
}

Value assume_equal(FunctionCall& call) {
  if (same_value(call.args[0], call.args[1]) == Tri::kFalse) return call.argument_error(0, "the value is not the assumed one");
  return call.args[0];
}

}  // namespace

std::span<const Function> conversion_functions() {
  static const FunctionParameter kCollection[] = {parameter("value"), number_parameter("first")};
  static const FunctionParameter kCollection2[] = {parameter("value"), number_parameter("min"), number_parameter("max")};
  static const FunctionParameter kPrefix[] = {text_parameter("value"), text_parameter("prefix")};
  static const FunctionParameter kPair[] = {parameter("value"), parameter("other")};
  static const FunctionParameter kOne[] = {parameter("value")};
  static const FunctionParameter kRaw[] = {{.name = "v", .allow_null = true, .allow_unknown = true, .allow_marked = true}};
  static const Function kTable[] = {
      {"tostring", kRaw, nullptr, nullptr, [](FunctionCall& c) { return to(c, Type::string()); }},
      {"tonumber", kRaw, nullptr, nullptr, [](FunctionCall& c) { return to(c, Type::number()); }},
      {"tobool", kRaw, nullptr, nullptr, [](FunctionCall& c) { return to(c, Type::boolean()); }},
      {"tolist", kRaw, nullptr, nullptr, [](FunctionCall& c) { return typed(c, TypeKind::kList); }, true},
      {"toset", kRaw, nullptr, nullptr, [](FunctionCall& c) { return typed(c, TypeKind::kSet); }, true},
      {"tomap", kRaw, nullptr, nullptr, [](FunctionCall& c) { return typed(c, TypeKind::kMap); }, true},
      {"sensitive", kRaw, nullptr, nullptr, sensitive},
      {"nonsensitive", kRaw, nullptr, nullptr, nonsensitive},
      {"issensitive", kRaw, nullptr, nullptr, [](FunctionCall& c) { return Value::boolean(c.args[0].is_sensitive()); }},
      {"ephemeralasnull", kRaw, nullptr, nullptr,
       [](FunctionCall& c) { return has(c.args[0].marks(), Mark::kEphemeral) ? Value::null() : c.args[0]; }},
      {"assumeequal", kPair, nullptr, nullptr, assume_equal},
      {"assumenotnull", kOne, nullptr, nullptr, [](FunctionCall& c) { return c.args[0]; }},
      {"assumestringprefix", kPrefix, nullptr, gives_string, assume_prefix},
      {"assumelistlength", kCollection2, nullptr, nullptr, assume_between},
      {"assumelistlengthmin", kCollection, nullptr, nullptr, assume_least},
      {"assumelistlengthmax", kCollection, nullptr, nullptr, assume_most},
      {"assumesetlength", kCollection2, nullptr, nullptr, assume_between},
      {"assumesetlengthmin", kCollection, nullptr, nullptr, assume_least},
      {"assumesetlengthmax", kCollection, nullptr, nullptr, assume_most},
      {"assumemaplength", kCollection2, nullptr, nullptr, assume_between},
      {"assumemaplengthmin", kCollection, nullptr, nullptr, assume_least},
      {"assumemaplengthmax", kCollection, nullptr, nullptr, assume_most},
      {"type", kRaw, nullptr, nullptr, [](FunctionCall& c) { return make_string(to_string(type_of(c.args[0], c.arena())), c.arena()); }},
  };
  return kTable;
}

}  // namespace platlint
