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
  if (v.is_unknown() && v.unknown_info().type != nullptr && v.unknown_info().type->element != nullptr) element = v.unknown_info().type->element;
  return to(call, call.arena().make<Type>(Type{.kind = kind, .element = element}));
}

Value sensitive(FunctionCall& call) { return call.args[0].with_marks(call.args[0].marks() | Mark::kSensitive); }

Value nonsensitive(FunctionCall& call) { return call.args[0].with_marks(has(call.args[0].marks(), Mark::kEphemeral) ? Mark::kEphemeral : Mark::kNone); }

}  // namespace

std::span<const Function> conversion_functions() {
  static const FunctionParameter kRaw[] = {{.name = "v", .allow_null = true, .allow_unknown = true, .allow_marked = true}};
  static const Function kTable[] = {
      {"tostring", kRaw, nullptr, nullptr, [](FunctionCall& c) { return to(c, Type::string()); }},
      {"tonumber", kRaw, nullptr, nullptr, [](FunctionCall& c) { return to(c, Type::number()); }},
      {"tobool", kRaw, nullptr, nullptr, [](FunctionCall& c) { return to(c, Type::boolean()); }},
      {"tolist", kRaw, nullptr, nullptr, [](FunctionCall& c) { return typed(c, TypeKind::kList); }},
      {"toset", kRaw, nullptr, nullptr, [](FunctionCall& c) { return typed(c, TypeKind::kSet); }},
      {"tomap", kRaw, nullptr, nullptr, [](FunctionCall& c) { return typed(c, TypeKind::kMap); }},
      {"sensitive", kRaw, nullptr, nullptr, sensitive},
      {"nonsensitive", kRaw, nullptr, nullptr, nonsensitive},
      {"issensitive", kRaw, nullptr, nullptr, [](FunctionCall& c) { return Value::boolean(c.args[0].is_sensitive()); }},
      {"ephemeralasnull", kRaw, nullptr, nullptr, [](FunctionCall& c) { return has(c.args[0].marks(), Mark::kEphemeral) ? Value::null() : c.args[0]; }},
      {"type", kRaw, nullptr, nullptr, [](FunctionCall& c) { return make_string(to_string(type_of(c.args[0], c.arena())), c.arena()); }},
  };
  return kTable;
}

}  // namespace platlint
