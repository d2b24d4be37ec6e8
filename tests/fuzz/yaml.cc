// SPDX-License-Identifier: Apache-2.0
#include "tests/fuzz/target.h"

#include "grammars/yaml/parser.h"

namespace platlint {
namespace {

// Aliased nodes are shared and may unfold to many; a walk over this many proves enough.
constexpr std::size_t kSteps = 200'000;

void check(const yaml::Node& node, const SourceFile& file, std::size_t& steps) {
  if (++steps > kSteps) return;
  FUZZ_EXPECT(node.range.begin <= node.range.end);
  FUZZ_EXPECT(file.whole().contains(node.range));
  FUZZ_EXPECT(!node.anchor.valid() || file.whole().contains(node.anchor));
  yaml::scalar_type(node);
  for (const yaml::Node& item : node.items) check(item, file, steps);
  for (const yaml::Entry& entry : node.entries) {
    check(entry.key, file, steps);
    check(entry.value, file, steps);
  }
}

}  // namespace

PLATLINT_FUZZ_TARGET(yaml) {
  const SourceFile source(0, "x.yaml", std::string(input));
  Arena arena;
  Diagnostics diagnostics;
  const yaml::File* file = yaml::parse(source, arena, diagnostics);
  std::size_t steps = 0;
  for (const yaml::Document& document : file->documents)
    if (document.root != nullptr) check(*document.root, source, steps);
  for (const yaml::Comment& comment : file->comments) FUZZ_EXPECT(source.whole().contains(comment.range));
  for (const Diagnostic& d : diagnostics) FUZZ_EXPECT(source.whole().contains(d.range));
}

}  // namespace platlint
