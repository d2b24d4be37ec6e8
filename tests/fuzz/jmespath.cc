// SPDX-License-Identifier: Apache-2.0
//
// A JMESPath expression in both dialects, over a value with nesting, numbers, nulls and an unknown.
#include "tests/fuzz/target.h"

#include "analyzer/eval/json_value.h"
#include "analyzer/policy/query.h"

namespace platlint {

PLATLINT_FUZZ_TARGET(jmespath) {
  static Arena keep;
  static const Value data =
      read_json(R"({"a": {"b": [1, 2.5, -3, null, "x"], "c d": "10Mi"}, "l": [{"n": "x", "v": 1}, {"n": "y"}, {"v": [[1], [2, [3]]]}],
    "s": "2024-01-02T03:04:05Z", "t": true, "e": {}, "request": {"object": {"metadata": {"labels": {"app": "web"}}}}})",
                keep)
          .value();
  for (const policy::Dialect dialect : {policy::Dialect::kStandard, policy::Dialect::kKyverno}) {
    const auto query = policy::Query::compile(input, dialect);
    if (!query) continue;
    Arena arena;
    const auto result = query->evaluate(data, arena);
    if (!result) FUZZ_EXPECT(!result.error().message.empty());
  }
}

}  // namespace platlint
