// SPDX-License-Identifier: Apache-2.0
#include "analyzer/eval/convert.h"
#include "analyzer/eval/expression.h"

namespace platlint {
namespace {

Value tainted(const Value& result, const Value& a, const Value& b, Arena& arena) {
  const Refs* refs = join_refs(deep_refs(a, arena), deep_refs(b, arena), arena);
  return result.with_refs(refs).with_marks(deep_marks(a) | deep_marks(b)).with_origin(a.origin() != nullptr ? a.origin() : b.origin());
}

// The unknown result, with the cause of the operand that is unknown.
Value unknown_result(const Type* type, const Value& a, const Value& b, Arena& arena) {
  UnknownInfo info{.type = type, .not_null = true};
  for (const Value* operand : {&a, &b})
    if (operand->is_unknown() && info.cause.empty()) {
      info.cause = operand->unknown_info().cause;
      info.cause_range = operand->unknown_info().cause_range;
    }
  return tainted(Value::unknown(arena.make<UnknownInfo>(info)), a, b, arena);
}

const Number* lower_bound(const Value& v) { return v.is_number() ? &v.as_number() : v.is_unknown() ? v.unknown_info().min : nullptr; }
const Number* upper_bound(const Value& v) { return v.is_number() ? &v.as_number() : v.is_unknown() ? v.unknown_info().max : nullptr; }

// Equality of different types is false (never an error), and null equals null only.
Tri equal(const Value& a, const Value& b) {
  const auto surely_not_null = [](const Value& v) { return v.is_unknown() ? v.unknown_info().not_null : !v.is_absent(); };
  if (a.is_absent() && b.is_absent()) return Tri::kTrue;
  if (a.is_absent()) return surely_not_null(b) ? Tri::kFalse : Tri::kUnknown;
  if (b.is_absent()) return surely_not_null(a) ? Tri::kFalse : Tri::kUnknown;
  if (a.is_unknown() || b.is_unknown()) {
    const Value& unknown = a.is_unknown() ? a : b;
    const Value& other = a.is_unknown() ? b : a;
    const Type* type = unknown.unknown_info().type;
    // A known string that cannot have the unknown's prefix, a number out of its bounds.
    if (other.is_string() && type != nullptr && type->kind == TypeKind::kString && unknown.equals(other.as_string()) == Tri::kFalse)
      return Tri::kFalse;
    if (other.is_number() && type != nullptr && type->kind == TypeKind::kNumber) {
      const UnknownInfo& info = unknown.unknown_info();
      if (info.min != nullptr && compare(other.as_number(), *info.min) < 0) return Tri::kFalse;
      if (info.max != nullptr && compare(other.as_number(), *info.max) > 0) return Tri::kFalse;
    }
    return Tri::kUnknown;
  }
  return same_value(a, b);
}

}  // namespace

Value Evaluator::binary(const hcl::Binary& expr) {
  using Op = hcl::BinaryOp;
  const std::size_t errors_at_start = ev.errors->size();
  const Value left = eval(*expr.left);
  const bool left_failed = failed_since(errors_at_start);
  // && and || stop where the left side decides; where it is unknown, what is wrong with the right side may never happen.
  const bool is_and = expr.op == Op::kAnd;
  const bool guarded = (is_and || expr.op == Op::kOr) && (left.is_unknown() || left.is_true() == tri(!is_and));
  if (guarded && left.is_known()) return tainted(Value::boolean(!is_and), left, left, arena());
  const std::size_t errors_before = ev.errors->size();
  const Value right = eval(*expr.right);
  if (guarded && left_failed && right.is_bool() && right.as_bool() != is_and) {
    // The right side decides alone, whatever is wrong with the left one; but a limit that was hit stays hit.
    const auto wrong = [](const Diagnostic& d) { return d.kind != Diagnostic::Kind::kLimit; };
    ev.errors->erase(std::remove_if(ev.errors->begin() + static_cast<std::ptrdiff_t>(errors_at_start), ev.errors->end(), wrong),
                     ev.errors->end());
    return tainted(Value::boolean(!is_and), left, right, arena());
  }
  if (guarded && failed_since(errors_before)) {
    ev.errors->resize(errors_before);
    return unknown_result(Type::boolean(), left, right, arena());
  }
  if (expr.op == Op::kEqual || expr.op == Op::kNotEqual) {
    if (!spend_on(left, expr.range) || !spend_on(right, expr.range)) return Value::unknown(nullptr);
    note_comparison(ev, left, right);
    const Tri same = equal(left, right);
    if (same == Tri::kUnknown) return unknown_result(Type::boolean(), left, right, arena());
    return tainted(Value::boolean((same == Tri::kTrue) == (expr.op == Op::kEqual)), left, right, arena());
  }
  const bool logical = expr.op == Op::kAnd || expr.op == Op::kOr;
  const Type* operand = logical ? Type::boolean() : Type::number();
  const bool comparison = expr.op == Op::kGreater || expr.op == Op::kGreaterEqual || expr.op == Op::kLess || expr.op == Op::kLessEqual;
  const Type* result = logical || comparison ? Type::boolean() : Type::number();

  const std::size_t errors = ev.errors->size();
  const Value a = converted(left, operand, expr.left->range, "Invalid operand: unsuitable value for left operand");
  const Value b = converted(right, operand, expr.right->range, "Invalid operand: unsuitable value for right operand");
  if (failed_since(errors)) return unknown_result(result, a, b, arena());
  if (a.is_null() || b.is_null()) {
    error(a.is_null() ? expr.left->range : expr.right->range, "Invalid operand: the operand of this operator must not be null.");
    return unknown_result(result, a, b, arena());
  }
  if (logical) {
    const Tri both = expr.op == Op::kAnd ? tri_and(a.is_true(), b.is_true()) : tri_or(a.is_true(), b.is_true());
    if (both == Tri::kUnknown) return unknown_result(result, a, b, arena());
    return tainted(Value::boolean(both == Tri::kTrue), a, b, arena());
  }
  if (a.is_unknown() || b.is_unknown()) {
    if (comparison) {
      // Bounds may decide where the number is unknown.
      const bool less = expr.op == Op::kLess || expr.op == Op::kLessEqual;
      const Number* small_max = upper_bound(less ? a : b);
      const Number* large_min = lower_bound(less ? b : a);
      const Number* small_min = lower_bound(less ? a : b);
      const Number* large_max = upper_bound(less ? b : a);
      if (small_max != nullptr && large_min != nullptr && compare(*small_max, *large_min) < 0)
        return tainted(Value::boolean(true), a, b, arena());
      if (small_min != nullptr && large_max != nullptr && compare(*small_min, *large_max) > 0)
        return tainted(Value::boolean(false), a, b, arena());
    }
    return unknown_result(result, a, b, arena());
  }
  const Number& x = a.as_number();
  const Number& y = b.as_number();
  const auto number = [&](std::optional<Number> n, const char* why) {
    return n ? tainted(Value::number(*n), a, b, arena()) : error(expr.range, why);
  };
  switch (expr.op) {
    case Op::kAdd:
      return number(Number::add(x, y, arena()), "Operation failed: the sum of these numbers is undefined or too large.");
    case Op::kSubtract:
      return number(Number::subtract(x, y, arena()), "Operation failed: the difference of these numbers is undefined or too large.");
    case Op::kMultiply:
      return number(Number::multiply(x, y, arena()), "Operation failed: the product of these numbers is undefined or too large.");
    case Op::kDivide:
      if (y.sign() == 0) return error(expr.range, "Division by zero.");
      return number(Number::divide(x, y, arena()), "Operation failed: the quotient of these numbers is undefined.");
    case Op::kModulo:
      if (y.sign() == 0) return error(expr.range, "Division by zero.");
      return number(Number::modulo(x, y, arena()), "Operation failed: the remainder of these numbers is undefined.");
    case Op::kGreater:
      return tainted(Value::boolean(compare(x, y) > 0), a, b, arena());
    case Op::kGreaterEqual:
      return tainted(Value::boolean(compare(x, y) >= 0), a, b, arena());
    case Op::kLess:
      return tainted(Value::boolean(compare(x, y) < 0), a, b, arena());
    default:
      return tainted(Value::boolean(compare(x, y) <= 0), a, b, arena());
  }
}

Value Evaluator::unary(const hcl::Unary& expr) {
  const bool negate = expr.op == hcl::UnaryOp::kNegate;
  const Value operand = converted(eval(*expr.operand), negate ? Type::number() : Type::boolean(), expr.operand->range,
                                  "Invalid operand: unsuitable value for unary operand");
  if (operand.is_null()) return error(expr.operand->range, "Invalid operand: the operand of this operator must not be null.");
  if (operand.is_unknown()) return unknown_result(negate ? Type::number() : Type::boolean(), operand, operand, arena());
  const Value result = negate ? Value::number(Number::negate(operand.as_number(), arena())) : Value::boolean(!operand.as_bool());
  return tainted_by(result, operand, arena()).with_origin(operand.origin());
}

}  // namespace platlint
