// SPDX-License-Identifier: Apache-2.0
//
// The evaluator's middle: dispatch, names, conditionals, calls. Semantics are those of HCL's native syntax over cty values. Two things
// are added to them: every value carries the references it was computed from, and an error is an unknown value with a cause, so that
// what surrounds it can still be looked at.
#include "analyzer/eval/evaluator.h"

#include <algorithm>
#include <array>

#include "analyzer/eval/budget.h"
#include "analyzer/eval/convert.h"
#include "analyzer/eval/expression.h"

namespace platlint {

Value evaluate(const hcl::Expr& expr, Evaluation& evaluation) { return evaluate_with(expr, {}, evaluation); }

Value evaluate_with(const hcl::Expr& expr, std::span<const LocalName> names, Evaluation& evaluation) {
  if (evaluation.memory_end == 0) evaluation.memory_end = evaluation.arena.bytes() + kMaxEvaluationMemory;
  const Frame frame{names, nullptr};
  return Evaluator{evaluation, names.empty() ? nullptr : &frame}.eval(expr);
}

Value Evaluator::error(SourceRange where, std::string message) {
  if (!spend(kErrorCost, where)) return Value::unknown(nullptr);
  ev.errors->push_back({Diagnostic::Kind::kSemantic, where, message});
  return Value::unknown(message, where, arena());
}

bool Evaluator::spend(std::uint64_t amount, SourceRange where) { return platlint::spend(ev, amount, where); }
bool Evaluator::spend_on(const Value& value, SourceRange where) {
  return value.is_list() || value.is_map() ? platlint::spend_on(ev, value, where) : true;
}

Value Evaluator::converted(const Value& value, const Type* type, SourceRange where, std::string_view what) {
  auto result = convert(value, type, arena());
  if (result) return *result;
  return error(where, std::string(what) + ": " + result.error().message + ".");
}

Value Evaluator::eval(const hcl::Expr& expr) {
  if (ev.depth >= ev.max_depth) {
    ev.errors->push_back({Diagnostic::Kind::kLimit, expr.range, "Nested too deeply to be evaluated; the value is taken as unknown."});
    return Value::unknown("nested too deeply", expr.range, arena());
  }
  if (!spend(kStepCost, expr.range)) return Value::unknown(nullptr).used_at(expr.range);
  ++ev.depth;
  Value value = dispatch(expr);
  --ev.depth;
  constexpr std::size_t kFewReferences = 8;
  if (value.refs().size() > kFewReferences && !spend(kReferenceCost * value.refs().size(), expr.range))
    return Value::unknown(nullptr).used_at(expr.range);
  return value.used_at(expr.range);
}

// module.NAME
bool Evaluator::is_module(const hcl::Expr& expr) {
  if (expr.kind != hcl::ExprKind::kGetAttr) return false;
  const hcl::Expr& root = *expr.as<hcl::GetAttr>().source;
  return root.kind == hcl::ExprKind::kVariable && root.as<hcl::Variable>().name == "module";
}

Value Evaluator::dispatch(const hcl::Expr& expr) {
  switch (expr.kind) {
    case hcl::ExprKind::kLiteral: {
      const auto& literal = expr.as<hcl::Literal>();
      if (literal.type == hcl::Literal::Type::kBool) return Value::boolean(literal.boolean);
      if (literal.type == hcl::Literal::Type::kNull) return Value::null();
      const auto number = Number::parse(literal.number, arena());
      return number ? Value::number(*number) : error(expr.range, "Invalid number: it has too many digits.");
    }
    case hcl::ExprKind::kTemplate:
      return text(expr.as<hcl::Template>());
    case hcl::ExprKind::kVariable:
    case hcl::ExprKind::kGetAttr:
      return traversal(expr);
    case hcl::ExprKind::kIndex: {
      const auto& step = expr.as<hcl::Index>();
      if (!is_module(*step.source)) wanted = {};
      const Value source = eval(*step.source);
      const Value key = eval(*step.key);
      const Value value = index(source, key, expr.range);
      if (source.origin() == nullptr) return value;
      const auto text = key.text();
      return text ? member_of(source, value, (key.is_number() ? "[" + *text : "[\"" + *text + "\"") + "]") : value;
    }
    case hcl::ExprKind::kSplat:
      return splat(expr.as<hcl::Splat>());
    case hcl::ExprKind::kCall:
      return call(expr.as<hcl::Call>());
    case hcl::ExprKind::kConditional:
      return conditional(expr.as<hcl::Conditional>());
    case hcl::ExprKind::kBinary:
      return binary(expr.as<hcl::Binary>());
    case hcl::ExprKind::kUnary:
      return unary(expr.as<hcl::Unary>());
    case hcl::ExprKind::kTuple:
      return tuple(expr.as<hcl::Tuple>());
    case hcl::ExprKind::kObject:
      return object(expr.as<hcl::Object>());
    case hcl::ExprKind::kFor:
      return for_each(expr.as<hcl::For>());
    case hcl::ExprKind::kParens:
      return eval(*expr.as<hcl::Parens>().inner);
    case hcl::ExprKind::kBroken:
      return Value::unknown("it does not parse", expr.range, arena());
  }
  return Value::unknown(nullptr);
}

// A chain of names over a root. Local names first, then the scope, which may take several steps at once; the rest are attributes.
Value Evaluator::traversal(const hcl::Expr& expr) {
  constexpr std::size_t kMostSteps = 64;
  std::array<const hcl::GetAttr*, kMostSteps> chain;  // not cleared: names are most of what there is to evaluate
  std::size_t length = 0;
  const hcl::Expr* at = &expr;
  while (at->kind == hcl::ExprKind::kGetAttr && length < kMostSteps) {
    chain[length++] = &at->as<hcl::GetAttr>();
    at = chain[length - 1]->source;
  }
  if (!spend(kReferenceCost * length, expr.range)) return Value::unknown(nullptr);
  Value value;
  std::size_t consumed = 0;
  const std::string_view only = std::exchange(wanted, {});
  if (at->kind != hcl::ExprKind::kVariable) {
    if (at->kind == hcl::ExprKind::kIndex && length > 0 && !chain[length - 1]->legacy_index) wanted = chain[length - 1]->name;
    value = eval(*at);
  } else {
    const auto& root = at->as<hcl::Variable>();
    bool found = false;
    for (const Frame* f = frame; f != nullptr && !found; f = f->outer)
      for (const LocalName& local : f->names)
        if (!found && local.name == root.name) {
          value = local.value;
          found = true;
        }
    if (!found) {
      constexpr std::size_t kMostUsed = 2;  // data.aws_region.here
      std::array<std::string_view, kMostUsed> steps = {};
      std::size_t usable = 0;
      for (std::size_t i = length; i-- > 0 && !chain[i]->legacy_index; ++usable)
        if (usable < kMostUsed) steps[usable] = chain[i]->name;
      const SourceRange where = usable == 0 ? root.range : cover(root.range, chain[length - usable]->range);
      ev.wanted = only;
      value = ev.scope.lookup(root.name, std::span(steps).first(std::min(usable, kMostUsed)), where, consumed, ev);
    }
  }
  Value whole = value;  // the nearest one around the result that came from somewhere
  std::string path;
  for (std::size_t i = length - consumed; i-- > 0;) {
    if (value.origin() != nullptr) {
      whole = value;
      path.clear();
    }
    value = attribute(value, chain[i]->name, chain[i]->range);
    if (whole.origin() != nullptr) path += "." + std::string(chain[i]->name);
  }
  return member_of(whole, value, path);
}

// A part of a value that came from somewhere: it is written inside of what came, and that is the place to show.
Value Evaluator::member_of(const Value& whole, const Value& part, const std::string& path) {
  if (whole.origin() == nullptr || path.empty() || !part.is_known() || part.is_missing() || part.where() == whole.where()) return part;
  if (!part.where().valid()) return part.origin() == nullptr ? part.with_origin(whole.origin()) : part;  // made by a function
  return part.via(whole.origin()->kind, part.where(), arena().copy(std::string(whole.origin()->name) + path), arena());
}

namespace {

// What holds of both arms of a conditional holds of its result: the wider bounds.
void refine_numbers(const Value& yes, const Value& no, UnknownInfo& info, Arena& arena) {
  if (info.type->kind != TypeKind::kNumber) return;
  struct Bound {
    const Number* at = nullptr;
    bool inclusive = true;
  };
  const auto low = [](const Value& v) {
    return v.is_number() ? Bound{&v.as_number()} : v.is_unknown() ? Bound{v.unknown_info().min, v.unknown_info().min_inclusive} : Bound{};
  };
  const auto high = [](const Value& v) {
    return v.is_number() ? Bound{&v.as_number()} : v.is_unknown() ? Bound{v.unknown_info().max, v.unknown_info().max_inclusive} : Bound{};
  };
  // `sign` 1 takes the smaller bound, -1 the larger one; none where one arm has none.
  const auto wider = [](Bound a, Bound b, int sign) {
    if (a.at == nullptr || b.at == nullptr) return Bound{};
    const auto order = compare(*a.at, *b.at);
    if (order == 0) return Bound{a.at, a.inclusive || b.inclusive};
    return (order < 0) == (sign > 0) ? a : b;
  };
  const Bound least = wider(low(yes), low(no), 1);
  const Bound most = wider(high(yes), high(no), -1);
  // A known number lives in its Value, which goes.
  if (least.at != nullptr) info.min = arena.make<Number>(*least.at);
  info.min_inclusive = least.inclusive;
  if (most.at != nullptr) info.max = arena.make<Number>(*most.at);
  info.max_inclusive = most.inclusive;
}

void refine_lengths(const Value& yes, const Value& no, UnknownInfo& info) {
  if (!info.type->is_collection()) return;
  const bool set = info.type->kind == TypeKind::kSet;
  const auto bounds = [&](const Value& v) -> std::pair<std::uint32_t, std::uint32_t> {
    if (v.is_unknown()) return {v.unknown_info().min_length, v.unknown_info().max_length};
    if (v.is_absent() || v.is_open()) return {0U, 0xffffffffU};
    const auto size = static_cast<std::uint32_t>(v.is_map() ? v.members().size() : v.items().size());
    // Unknown elements of a set may turn out equal.
    return {set && size > 0 && !v.is_wholly_known() ? 1U : size, size};
  };
  const auto a = bounds(yes);
  const auto b = bounds(no);
  info.min_length = std::min(a.first, b.first);
  info.max_length = std::max(a.second, b.second);
}

}  // namespace

Value Evaluator::conditional(const hcl::Conditional& expr) {
  const Value condition = converted(eval(*expr.condition), Type::boolean(), expr.condition->range,
                                    "Incorrect condition type: the condition expression must be of type bool");
  // The other arm matters for the type only; what is wrong with it does not.
  const auto quietly = [&](const hcl::Expr& arm) {
    Diagnostics ignored;
    Diagnostics* const errors = std::exchange(ev.errors, &ignored);
    const Value value = eval(arm);
    ev.errors = errors;
    // A limit that was hit stays hit.
    for (Diagnostic& problem : ignored)
      if (problem.kind == Diagnostic::Kind::kLimit) errors->push_back(std::move(problem));
    return value;
  };
  if (condition.is_null())
    return error(expr.condition->range, "Null condition: the condition value is null. Conditions must either be true or false.");
  if (condition.is_unknown()) {
    const Value yes = quietly(*expr.yes);
    const Value no = quietly(*expr.no);
    if (!spend_on(yes, expr.range) || !spend_on(no, expr.range)) return Value::unknown(nullptr);
    const Type* types[] = {type_of(yes, arena()), type_of(no, arena())};
    const Type* common = unify(types, arena());
    if (common == nullptr)
      return error(expr.range, "Inconsistent conditional result types: the true and false result expressions must have consistent types.");
    if (yes.is_known() && no.is_known() && yes.is_wholly_known() && same_value(yes, no) == Tri::kTrue)
      return tainted_by(yes, condition, arena());
    UnknownInfo info{.type = common};
    const auto not_null = [](const Value& v) { return v.is_unknown() ? v.unknown_info().not_null : !v.is_absent(); };
    info.not_null = not_null(yes) && not_null(no);
    const auto known_prefix = [](const Value& v) {
      return v.is_string() ? v.as_string() : v.is_unknown() ? v.unknown_info().prefix : std::string_view();
    };
    const std::string_view a = known_prefix(yes);
    const std::string_view b = known_prefix(no);
    info.prefix = a.substr(
        0,
        static_cast<std::size_t>(
            std::mismatch(a.begin(), a.begin() + static_cast<std::ptrdiff_t>(std::min(a.size(), b.size())), b.begin()).first - a.begin()));
    refine_numbers(yes, no, info, arena());
    refine_lengths(yes, no, info);
    const UnknownInfo& cause = condition.unknown_info();
    info.cause = cause.cause.empty() ? std::string_view("the condition is unknown") : cause.cause;
    info.cause_range = cause.cause_range.valid() ? cause.cause_range : expr.condition->range;
    const Refs* refs = join_refs(condition.refs_handle(), join_refs(deep_refs(yes, arena()), deep_refs(no, arena()), arena()), arena());
    const Mark marks = condition.marks() | yes.marks() | no.marks();
    // A list whose length is known is a list of unknown elements.
    constexpr std::uint32_t kMostElements = 64;
    if (common->kind == TypeKind::kList && info.not_null && info.min_length == info.max_length && info.max_length <= kMostElements) {
      const UnknownInfo element{.type = common->element, .cause = info.cause, .cause_range = info.cause_range};
      const Value item = Value::unknown(arena().make<UnknownInfo>(element))
                             .with_refs(refs)
                             .with_marks(deep_marks(yes) | deep_marks(no))
                             .used_at(expr.range);
      return make_list(std::vector<Value>(info.max_length, item), arena(), Collection::kList, common->element)
          .with_refs(refs)
          .with_marks(marks);
    }
    return Value::unknown(arena().make<UnknownInfo>(info)).with_refs(refs).with_marks(marks);
  }
  const bool chosen = condition.as_bool();
  const Value value = eval(chosen ? *expr.yes : *expr.no);
  const Value other = quietly(chosen ? *expr.no : *expr.yes);
  Value result = value;
  if (!spend_on(value, expr.range) || !spend_on(other, expr.range)) return Value::unknown(nullptr);
  const Type* types[] = {type_of(value, arena()), type_of(other, arena())};
  // A null without a type takes that of the other arm.
  const auto untyped = [](const Value& v, const Type* type) { return v.is_null() && type->kind == TypeKind::kDynamic; };
  if (!same_type(types[0], types[1]) && !untyped(value, types[0]) && !untyped(other, types[1])) {
    const Type* common = unify(types, arena());
    if (common == nullptr)
      return error(expr.range, "Inconsistent conditional result types: the true and false result expressions must have consistent types.");
    if (auto both = convert(value, common, arena())) result = *both;
  } else if (untyped(value, types[0])) {
    result = Value::null(types[1]).with_refs(value.refs_handle()).with_origin(value.origin()).with_marks(value.marks());
  }
  return result.with_marks(result.marks() | condition.marks());
}

// try() and can() look at whether their arguments evaluate, so they get expressions.
Value Evaluator::try_call(const hcl::Call& expr, bool can) {
  Diagnostics attempt;
  Diagnostics* const errors = std::exchange(ev.errors, &attempt);
  Value result;
  std::string last;
  bool found = false;
  for (const hcl::Expr* arg : expr.args) {
    attempt.clear();
    result = eval(*arg);
    if (attempt.empty()) {
      found = true;
      break;
    }
    last = attempt.front().message;
    if (can) break;
  }
  ev.errors = errors;
  // A limit that was hit stays hit, whatever is tried instead.
  for (const Diagnostic& problem : attempt)
    if (problem.kind == Diagnostic::Kind::kLimit) errors->push_back(problem);
  if (can) {
    // Whether it will evaluate depends on what the unknown turns out to be.
    if (found && !result.is_wholly_known()) {
      UnknownInfo info{.type = Type::boolean(), .not_null = true};
      if (result.is_unknown()) {
        info.cause = result.unknown_info().cause;
        info.cause_range = result.unknown_info().cause_range;
      }
      return Value::unknown(arena().make<UnknownInfo>(info)).with_refs(deep_refs(result, arena())).with_marks(deep_marks(result));
    }
    return Value::boolean(found).with_refs(deep_refs(result, arena())).with_marks(deep_marks(result));
  }
  if (found) return result;
  return error(expr.range, "Error in function call: no expression given to \"try\" succeeded: " + last);
}

// A call that no loop around it has a part in is made once for the outermost of those loops.
Value Evaluator::call(const hcl::Call& expr) {
  LoopMemo* memo = nullptr;
  if (frame != nullptr && frame->memo != nullptr && is_worth_keeping(expr.name))
    for (const Frame* f = frame; f != nullptr && f->memo != nullptr && !names_any(expr, f->names); f = f->outer) memo = f->memo;
  if (memo == nullptr) return call_anew(expr);
  if (const auto known = memo->values.find(&expr); known != memo->values.end()) return known->second;
  const std::size_t errors = ev.errors->size();
  const Value value = call_anew(expr);
  // What is wrong is wrong each time.
  if (!failed_since(errors) && ev.budget > 0) memo->values.emplace(&expr, value);
  return value;
}

Value Evaluator::call_anew(const hcl::Call& expr) {
  std::string_view name = expr.name;
  if (name.starts_with("core::")) name.remove_prefix(6);
  if (name == "try" || name == "can") {
    if (expr.args.empty())
      return error(expr.range, "Not enough function arguments: function \"" + std::string(name) + "\" expects at least one argument.");
    return try_call(expr, name == "can");
  }
  const std::size_t errors = ev.errors->size();
  std::vector<Value> args;
  args.reserve(expr.args.size());
  for (const hcl::Expr* arg : expr.args) args.push_back(eval(*arg));
  if (failed_since(errors)) {
    for (const Value& arg : args)
      if (arg.is_unknown() && !arg.unknown_info().cause.empty()) return arg;
  }
  if (expr.expand_last && !args.empty()) {
    const Value last = args.back();
    args.pop_back();
    if (last.is_unknown() || last.is_open()) return tainted_by(Value::unknown(nullptr), last, arena());
    if (last.is_null())
      return error(expr.args.back()->range,
                   "Invalid expanding argument value: the expanding argument (indicated by ...) must not be null.");
    if (!last.is_list())
      return error(expr.args.back()->range,
                   "Invalid expanding argument value: the expanding argument (indicated by ...) must be of a tuple, list, or set type.");
    for (const Value& item : last.items()) args.push_back(tainted_by(item, last, arena()));
  }
  if (!spend(kCallCost, expr.range)) return Value::unknown(nullptr);
  for (const Value& arg : args)
    if (!platlint::spend_on(ev, arg, expr.range)) return Value::unknown(nullptr);
  if (args.size() >= 2 && (name == "lookup" || name == "contains")) note_lookup(ev, args[0], args[1], name == "lookup" && args.size() == 2);
  Value result = call_function(expr.name, args, expr.range, ev);
  if (result.origin() == nullptr && result.is_known())
    for (const Value& arg : args)
      if (result.origin() == nullptr) result = result.with_origin(arg.origin());
  return platlint::spend_on(ev, result, expr.range) ? result : Value::unknown(nullptr);
}

}  // namespace platlint
