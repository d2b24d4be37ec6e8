// SPDX-License-Identifier: Apache-2.0
#include "tests/fuzz/target.h"

#include "grammars/dockerfile/parser.h"

namespace platlint {

PLATLINT_FUZZ_TARGET(dockerfile) {
  const SourceFile source(0, "Dockerfile", std::string(input));
  Arena arena;
  Diagnostics diagnostics;
  const dockerfile::File* file = dockerfile::parse(source, arena, diagnostics);
  std::uint32_t behind = 0;
  for (const dockerfile::Instruction& i : file->instructions) {
    FUZZ_EXPECT(source.whole().contains(i.range));
    FUZZ_EXPECT(i.range.begin >= behind && i.range.begin <= i.range.end);
    FUZZ_EXPECT(i.text_range.begin <= i.text_range.end);
    FUZZ_EXPECT(i.range.contains(i.text_range));
    for (const dockerfile::Flag& flag : i.flags) FUZZ_EXPECT(flag.range.begin <= flag.range.end && i.range.contains(flag.range));
    behind = i.range.end;
  }
  for (const dockerfile::Comment& c : file->comments) FUZZ_EXPECT(source.whole().contains(c.range));
  for (const Diagnostic& d : diagnostics) FUZZ_EXPECT(source.whole().contains(d.range));
}

}  // namespace platlint
