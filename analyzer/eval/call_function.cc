// SPDX-License-Identifier: Apache-2.0
//
// What happens around every function: the right number of arguments, their conversion, nulls, unknowns and marks. A function itself
// sees arguments of the types that it asked for.
#include "analyzer/eval/budget.h"
#include "analyzer/eval/build.h"
#include "analyzer/eval/convert.h"
#include "analyzer/eval/function.h"

namespace platlint {

bool FunctionCall::spend(std::uint64_t amount) const { return platlint::spend(evaluation, amount, where); }

Value FunctionCall::error(std::string message) const {
  if (!spend(kErrorCost)) return too_large();
  evaluation.errors->push_back({Diagnostic::Kind::kSemantic, where, "Error in function call: " + message});
  return Value::unknown(message, where, evaluation.arena);
}

Value FunctionCall::argument_error(std::size_t index, std::string message) const {
  return error("Invalid value for argument " + std::to_string(index + 1) + ": " + message);
}

Value call_function(std::string_view name, std::span<const Value> args, SourceRange where, Evaluation& evaluation) {
  Arena& arena = evaluation.arena;
  const auto problem = [&](std::string message) {
    if (!spend(evaluation, kErrorCost, where)) return Value::unknown(nullptr);
    evaluation.errors->push_back({Diagnostic::Kind::kSemantic, where, message});
    return Value::unknown(message, where, arena);
  };
  const Refs* refs = nullptr;
  for (const Value& arg : args) refs = join_refs(refs, deep_refs(arg, arena), arena);
  if (name.starts_with("provider::")) return Value::unknown("provider-defined functions are not evaluated", where, arena).with_refs(refs);
  const Function* function = find_function(name);
  if (function == nullptr) return problem("Call to unknown function: there is no function named \"" + std::string(name) + "\".");
  if (args.size() < function->parameters.size()) {
    return problem("Not enough function arguments: function \"" + std::string(name) + "\" expects " +
                   (function->variadic != nullptr ? "at least " : "") + std::to_string(function->parameters.size()) +
                   " argument(s). Missing value for \"" + std::string(function->parameters[args.size()].name) + "\".");
  }
  if (args.size() > function->parameters.size() && function->variadic == nullptr)
    return problem("Too many function arguments: function \"" + std::string(name) + "\" expects only " +
                   std::to_string(function->parameters.size()) + " argument(s).");

  std::vector<Value> ready;
  ready.reserve(args.size());
  Mark marks = Mark::kNone;
  const Value* unknown = nullptr;
  for (std::size_t i = 0; i < args.size(); ++i) {
    const FunctionParameter& parameter = i < function->parameters.size() ? function->parameters[i] : *function->variadic;
    auto value = convert(args[i], parameter.type, arena);
    if (!value)
      return problem("Invalid function argument: invalid value for \"" + std::string(parameter.name) +
                     "\" parameter: " + value.error().message + ".")
          .with_refs(refs);
    if (value->is_absent() && !parameter.allow_null)
      return problem("Invalid function argument: invalid value for \"" + std::string(parameter.name) +
                     "\" parameter: argument must not be null.")
          .with_refs(refs);
    if (!parameter.allow_marked) {
      marks = marks | deep_marks(*value);
      *value = value->with_marks(Mark::kNone);
    }
    if (!parameter.allow_unknown && !value->is_wholly_known() && unknown == nullptr) unknown = &args[i];
    ready.push_back(*value);
  }
  Value result;
  if (unknown != nullptr) {
    UnknownInfo info{.type = function->result != nullptr ? function->result(ready, arena) : nullptr};
    const Value* cause = unknown;
    // The cause may lie inside a list or map.
    while (!cause->is_unknown()) {
      const Value* inner = nullptr;
      for (const Value& item : cause->items())
        if (inner == nullptr && !item.is_wholly_known()) inner = &item;
      for (const Member& member : cause->members())
        if (inner == nullptr && !member.value.is_wholly_known()) inner = &member.value;
      if (inner == nullptr) break;
      cause = inner;
    }
    if (cause->is_unknown()) {
      info.cause = cause->unknown_info().cause;
      info.cause_range = cause->unknown_info().cause_range;
    }
    info.not_null = info.type != nullptr && info.type->is_primitive();
    result = Value::unknown(arena.make<UnknownInfo>(info));
  } else {
    FunctionCall call{ready, where, evaluation};
    result = function->call(call);
    if (function->gives_parts) {
      refs = nullptr;
      for (const Value& arg : args) refs = join_refs(refs, arg.refs_handle(), arena);
    }
  }
  return result.with_refs(join_refs(result.refs_handle(), refs, arena)).with_marks(result.marks() | marks);
}

}  // namespace platlint
