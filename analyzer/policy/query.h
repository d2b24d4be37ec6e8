// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "analyzer/model/value.h"
#include "analyzer/support/arena.h"
#include "analyzer/support/result.h"
#include "grammars/jmespath/ast.h"

namespace platlint::policy {

// kStandard: the specification, a missing key is null. kKyverno: Kyverno's fork, where a missing key of a map is an error that comparisons,
// arguments, multiselects, logic, pipes and projections swallow; with its own functions.
enum class Dialect : std::uint8_t { kStandard, kKyverno };

struct QueryError {
  bool unknown_key = false;
  std::string message = {};
};

template <class T>
using QueryResult = tl::expected<T, QueryError>;

// A JMESPath expression: compiled once, evaluated often. What cannot be known is an unknown value, never null.
class Query {
 public:
  static Result<Query> compile(std::string_view text, Dialect dialect);
  // The result lives in `arena` or in what `input` lives in. Values keep their place in the source.
  QueryResult<Value> evaluate(const Value& input, Arena& arena) const;

 private:
  std::shared_ptr<const jmespath::Expression> expression_;
  std::shared_ptr<const Arena> arena_;  // of the literals
  std::shared_ptr<const std::vector<Value>> literals_;
  Dialect dialect_ = Dialect::kStandard;
};

inline constexpr std::uint64_t kMaxQuerySteps = 4'000'000;
inline constexpr std::size_t kMaxQueryBytes = std::size_t{256} << 20U;

}  // namespace platlint::policy
