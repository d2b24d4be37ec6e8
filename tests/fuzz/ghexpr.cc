// SPDX-License-Identifier: Apache-2.0
//
// The expression language of GitHub workflows: placeholders in a text, and the text as an expression.
#include "tests/fuzz/target.h"

#include "grammars/ghexpr/parser.h"

namespace platlint {

PLATLINT_FUZZ_TARGET(ghexpr) {
  std::size_t behind = 0;
  for (const ghexpr::Placeholder& p : ghexpr::find_placeholders(input)) {
    FUZZ_EXPECT(p.whole.begin >= behind && p.whole.begin <= p.inner.begin && p.inner.begin <= p.inner.end && p.inner.end <= p.whole.end &&
                p.whole.end <= input.size());
    behind = p.whole.end;
    Arena arena;
    std::vector<ghexpr::Mistake> mistakes;
    const ghexpr::Node* node = ghexpr::parse(input.substr(p.inner.begin, p.inner.end - p.inner.begin), arena, mistakes);
    FUZZ_EXPECT((node == nullptr) == !mistakes.empty());
  }
  Arena arena;
  std::vector<ghexpr::Mistake> mistakes;
  const ghexpr::Node* node = ghexpr::parse(input, arena, mistakes);
  FUZZ_EXPECT((node == nullptr) == !mistakes.empty());
  for (const ghexpr::Mistake& m : mistakes) FUZZ_EXPECT(m.span.begin <= m.span.end && m.span.end <= input.size());
}

}  // namespace platlint
