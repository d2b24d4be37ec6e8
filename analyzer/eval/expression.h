// SPDX-License-Identifier: Apache-2.0
//
// The parts of the evaluator, private to this folder. An expression is evaluated with a chain of frames (names of `for` and of
// dynamic blocks) in front of the scope.
#pragma once

#include <string>
#include <string_view>

#include "analyzer/eval/build.h"
#include "analyzer/eval/evaluator.h"
#include "analyzer/eval/loop_memo.h"

namespace platlint {

struct Frame {
  std::span<const LocalName> names = {};
  const Frame* outer = nullptr;
  LoopMemo* memo = nullptr;  // of a `for`; null where nothing is kept
};

struct Evaluator {
  Evaluation& ev;
  const Frame* frame = nullptr;
  // The one attribute that the next traversal is read for (module.x[0].NAME, module.x[*].NAME); empty: all or none is known.
  std::string_view wanted = {};

  Arena& arena() const { return ev.arena; }

  // The value with `used_at(expr.range)`.
  Value eval(const hcl::Expr& expr);

  // evaluator.cc
  Value dispatch(const hcl::Expr& expr);
  Value traversal(const hcl::Expr& expr);
  static bool is_module(const hcl::Expr& expr);
  Value member_of(const Value& whole, const Value& part, const std::string& path);
  Value conditional(const hcl::Conditional& expr);
  Value call(const hcl::Call& expr);
  Value call_anew(const hcl::Call& expr);
  Value try_call(const hcl::Call& expr, bool can);
  // operators.cc
  Value binary(const hcl::Binary& expr);
  Value unary(const hcl::Unary& expr);
  // templates.cc
  Value text(const hcl::Template& expr);
  // collections.cc
  Value tuple(const hcl::Tuple& expr);
  Value object(const hcl::Object& expr);
  Value for_each(const hcl::For& expr);
  Value for_unknown(const hcl::For& expr, const Value& collection);
  Value splat(const hcl::Splat& expr);
  Value attribute(const Value& source, std::string_view name, SourceRange where);
  Value index(const Value& source, const Value& key, SourceRange where);

  Value error(SourceRange where, std::string message);
  // Converts, or reports what was wrong with "prefix".
  Value converted(const Value& value, const Type* type, SourceRange where, std::string_view what);
  // See analyzer/eval/budget.h.
  bool spend(std::uint64_t amount, SourceRange where);
  bool spend_on(const Value& value, SourceRange where);  // costs nothing for what is no list and no map
  bool failed_since(std::size_t errors) const { return ev.errors->size() > errors; }
};

}  // namespace platlint
